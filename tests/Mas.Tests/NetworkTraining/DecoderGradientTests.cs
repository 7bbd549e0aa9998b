using System.Text.Json;
using Mas.Networks.Pretrained;
using Mas.NetworkTraining;
using Mas.Tensors;
using Mas.Tensors.Safetensors;
using Mas.Tests.Networks.Pretrained;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.NetworkTraining;

/// <summary>The loss of a decoder and its gradient with respect to every weight are those of a forward pass written out in PyTorch in
/// float64.</summary>
public sealed class DecoderGradientTests : IDisposable
{
    private const string Folder = "llama-tied-tiny";

    private readonly DisposeScope _scope;
    private readonly OpenedFolder _opened;
    private readonly JsonElement _expected;
    private readonly Dictionary<string, Tensor> _weights;
    private readonly int[] _ids;

    public DecoderGradientTests()
    {
        NativeTorch.Load();
        _scope = NewDisposeScope();
        _opened = OpenedFolder.Open(DecoderCase.FolderOf(Folder), null, null);
        using SafetensorsFile file = SafetensorsFile.Open(Path.Combine(DecoderCase.FolderOf(Folder), "model.safetensors"));
        _weights = _opened.Plan.Tensors.ToDictionary(FreshDecoder.NameOf,
            plan => cat([.. plan.Parts.Select(part => file.Read(part.Name, Device.Cpu))], 0));
        _expected = JsonDocument.Parse(
            File.ReadAllBytes(Golden.Path("language-models", "training", $"{Folder}.json"))).RootElement;
        _ids = [.. _expected.GetProperty("ids").EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(id => id.GetInt32())];
    }

    private int Rows => _expected.GetProperty("ids").GetArrayLength();

    private DecoderGradient Gradient => new(_opened.Config, _opened.Plan);

    [Fact]
    public void Loss_and_gradients_are_those_of_another_program()
    {
        (double loss, Tensor[] gradients) = Gradient.At(_weights, _ids, Rows);
        Assert.Equal(_expected.GetProperty("loss").GetDouble(), loss, 1e-4);
        Assert.Equal(loss, Gradient.Loss(_weights, _ids, Rows), 1e-5);
        int seen = 0;
        foreach ((TensorPlan plan, Tensor gradient) in _opened.Plan.Tensors.Zip(gradients))
        {
            foreach (StoredPart part in plan.Parts)
            {
                JsonElement wanted = _expected.GetProperty("gradients").GetProperty(part.Name);
                float[] own = gradient.narrow(0, part.Runs[0].To, part.Runs[0].Count).contiguous().data<float>().ToArray();
                double length = wanted.GetProperty("length").GetDouble();
                Assert.Equal(length, Math.Sqrt(own.Sum(one => (double)one * one)), 2e-5 * Math.Max(1, length));
                int step = Math.Max(1, own.Length / 5);
                foreach ((int i, JsonElement number) in wanted.GetProperty("some").EnumerateArray().Index())
                    Assert.Equal(number.GetDouble(), own[i * step], 2e-5 * Math.Max(1, length));
                seen++;
            }
        }
        Assert.Equal(_expected.GetProperty("gradients").EnumerateObject().Count(), seen);
        gradients.DisposeAll();
    }

    [Fact]
    public void Threads_change_no_byte()
    {
        Tensor[] one = Gradient.At(_weights, _ids, Rows).Gradients, two = Gradient.At(_weights, _ids, Rows, threads: 2).Gradients;
        Assert.Equal(one.Select(gradient => gradient.bytes.ToArray()), two.Select(gradient => gradient.bytes.ToArray()));
        one.DisposeAll();
        two.DisposeAll();
    }

    public void Dispose()
    {
        _opened.Dispose();
        _scope.Dispose();
    }
}
