using System.Reflection;
using TorchSharp;

namespace Mas.Comparison;

/// <summary>Versions of all that computes.</summary>
internal static class RunVersions
{
    /// <summary>By name.</summary>
    public static IReadOnlyDictionary<string, string> All() => new Dictionary<string, string>
    {
        ["mas"] = Of(typeof(RunVersions).Assembly),
        [".NET"] = Environment.Version.ToString(),
        ["TorchSharp"] = Of(typeof(torch).Assembly),
        ["libtorch"] = torch.__version__,
    };

    private static string Of(Assembly assembly) =>
        (assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? assembly.GetName().Version?.ToString() ?? "unknown").Split('+')[0];
}
