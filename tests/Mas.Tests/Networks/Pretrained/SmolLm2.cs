using System.Diagnostics;
using Mas.Oracles.Files;
using Mas.Oracles.Sources;
using Mas.Tensors.Safetensors;
using Xunit;

[assembly: AssemblyFixture(typeof(Mas.Tests.Networks.Pretrained.SmolLm2))]

namespace Mas.Tests.Networks.Pretrained;

/// <summary>A real model of 135 million parameters with its adapters and expected values, where they are on this machine: in the folder
/// that MAS_SMOLLM2_DATA names, or beside the repository. The weights are unpacked once for all tests, unless MAS_SMOLLM2 names a
/// folder where they are.</summary>
public sealed class SmolLm2 : IDisposable
{
    private readonly Lazy<TemporaryFolder> _unpacked;

    public SmolLm2() => _unpacked = new(Unpacked);

    private static string Data => Environment.GetEnvironmentVariable("MAS_SMOLLM2_DATA") is { Length: > 0 } named
        ? named : Path.Combine(SourceTree.Root, "..", "shared", "data", "smollm2");

    /// <summary>The Hugging Face folder.</summary>
    public string Folder => Environment.GetEnvironmentVariable("MAS_SMOLLM2") is { Length: > 0 } named ? named : _unpacked.Value.Root;

    public static string Adapter(string name) => Path.Combine(Data, "adapters", name);

    internal static SafetensorsFile Expected(string name) => SafetensorsFile.Open(Path.Combine(Data, "expected", $"{name}.safetensors"));

    /// <summary>Skips the test where the data is not here.</summary>
    public static void Require() =>
        Assert.SkipUnless(Directory.Exists(Path.Combine(Data, "expected")), "the real model is not on this machine (MAS_SMOLLM2_DATA)");

    private static TemporaryFolder Unpacked()
    {
        var folder = new TemporaryFolder();
        using Process process = Process.Start("sh", [Path.Combine(Data, "unpack.sh"), folder.Root]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return folder;
    }

    public void Dispose()
    {
        if (_unpacked.IsValueCreated)
            _unpacked.Value.Dispose();
    }
}
