using System.Reflection;
using System.Runtime.InteropServices;
using Mas.Results.Records;

namespace Mas.Comparison;

/// <summary>What a run is made on, for its record.</summary>
internal static class Machine
{
    /// <summary>Processor, cores, system and memory.</summary>
    /// <param name="device">Where networks, alignments and masks are; null for the processor.</param>
    public static HardwareRecord Describe(int threads, Device? device = null) => new(
        ProcessorName(), Environment.ProcessorCount, threads, RuntimeInformation.OSDescription, (device ?? Device.Cpu).Name,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);

    /// <summary>Versions of all that computes, by name.</summary>
    public static IReadOnlyDictionary<string, string> Versions() => new Dictionary<string, string>
    {
        ["mas"] = VersionOf(typeof(Machine).Assembly),
        [".NET"] = Environment.Version.ToString(),
        ["TorchSharp"] = VersionOf(typeof(Tensor).Assembly),
        ["libtorch"] = __version__,
    };

    private static string ProcessorName()
    {
        const string cpuInfo = "/proc/cpuinfo", field = "model name";
        string? line = File.Exists(cpuInfo)
            ? File.ReadLines(cpuInfo).FirstOrDefault(text => text.StartsWith(field, StringComparison.Ordinal)) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':') + 1)..].Trim();
    }

    private static string VersionOf(Assembly assembly)
    {
        string? version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        return (version ?? assembly.GetName().Version?.ToString() ?? "unknown").Split('+')[0];
    }
}
