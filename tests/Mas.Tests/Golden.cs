using System.Text.Json;
using Mas.Networks.Folders;
using Mas.Networks.Recurrent;
using Mas.Oracles.Files;
using Mas.Tasks;
using Mas.Tensors;
using Mas.Tensors.Safetensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests;

/// <summary>Opens golden files and compares with them.</summary>
internal static class Golden
{
    static Golden() => NativeTorch.Load();

    public static string Path(params string[] parts) => System.IO.Path.Combine([AppContext.BaseDirectory, "Golden", .. parts]);

    public static JsonElement Json(params string[] parts)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(Path(parts)));
        return document.RootElement.Clone();
    }

    public static SafetensorsFile Tensors(params string[] parts) => SafetensorsFile.Open(Path(parts));

    public static Tensor Double(this SafetensorsFile file, string name) => tensor(file.ReadDoubles(name), file[name].Shape);

    public static int[] Int32s(this SafetensorsFile file, string name) => Array.ConvertAll(file.ReadInt64s(name), value => (int)value);

    public static SequenceTask MultiObject { get; } = KnownTasks.Named("multi-object")!;

    public static RecurrentNetwork Recurrent(string name, ScalarType type = ScalarType.Float32, string folder = "networks")
    {
        var network = (RecurrentNetwork)NetworkFolder.Load(Path(folder, name), MultiObject.Vocabulary);
        if (type == ScalarType.Float32)
            return network;
        using (network)
            return new RecurrentNetwork(network.Weights.To(type));
    }

    /// <summary>Largest absolute difference.</summary>
    public static double Difference(Tensor actual, Tensor expected)
    {
        Assert.Equal(expected.shape, actual.shape);
        if (actual.numel() == 0)
            return 0;
        using var scope = NewDisposeScope();
        return (actual.detach().to_type(ScalarType.Float64) - expected.detach().to_type(ScalarType.Float64)).abs().max().item<double>();
    }

    public static void Close(Tensor actual, Tensor expected, double tolerance)
    {
        double difference = Difference(actual, expected);
        Assert.True(difference <= tolerance, $"largest difference {difference:g3}, tolerance {tolerance:g3}");
    }

    /// <summary>Difference in units of the largest entry of the expected tensor.</summary>
    public static void CloseToLargest(Tensor actual, Tensor expected, double tolerance)
    {
        using var scope = NewDisposeScope();
        Close(actual, expected, tolerance * expected.abs().max().to_type(ScalarType.Float64).item<double>());
    }
}
