using Mas.Results.Files;
using Mas.Tensors.Safetensors;
using TorchSharp;
using Xunit;

namespace Mas.Tests.Tensors;

public sealed class CheckpointTests : IDisposable
{
    private static readonly Dictionary<string, long[]> s_shapes = new() { ["weight"] = [2] };

    private readonly string _file = Path.GetTempFileName();

    [Fact]
    public void Weights_stored_in_float64_are_rounded_so_that_all_networks_compute_in_one_type()
    {
        SafetensorsWriter.Save(_file, [TensorData.Of("weight", [2], (double[])[0.1, -3])]);
        using torch.Tensor weight = Checkpoint.Load(_file, s_shapes)["weight"];
        Assert.Equal(torch.ScalarType.Float32, weight.dtype);
        Assert.Equal([0.1f, -3f], weight.data<float>().ToArray());
    }

    [Fact]
    public void A_float64_number_beyond_float32_is_refused_as_such()
    {
        SafetensorsWriter.Save(_file, [TensorData.Of("weight", [2], (double[])[0.1, 1e300])]);
        Assert.Contains("tensor 'weight' contains 1e+30",
            Assert.Throws<InputException>(() => Checkpoint.Load(_file, s_shapes)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_file);
}
