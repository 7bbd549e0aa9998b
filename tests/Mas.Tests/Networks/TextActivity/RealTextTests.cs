using Mas.Networks.Pretrained;
using Mas.Networks.TextActivity;
using Mas.Tensors.Safetensors;
using Mas.Tests.Networks.Pretrained;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.TextActivity;

/// <summary>A real model and two fine-tunes: continuations, predictions and margins are the library's, and so are the streams.</summary>
public sealed class RealTextTests(SmolLm2 model) : IDisposable
{
    private const double Margins = 1e-3, HiddenFloor = 2e-4, HiddenShare = 1e-5;

    private static readonly int[] s_sites = [15, 30];

    private readonly DisposeScope _scope = NewDisposeScope();

    [Theory]
    [InlineData("base", null)]
    [InlineData("formal-1", "formal-1")]
    [InlineData("casual-1", "casual-1")]
    public void A_real_model_goes_on_as_its_library_does(string name, string? adapter)
    {
        SmolLm2.Require();
        using Decoder decoder = PretrainedFolder.Open(model.Folder, adapter is null ? null : SmolLm2.Adapter(adapter));
        using SafetensorsFile values = SmolLm2.Expected(name);
        int[][] contexts = TextRecorderTests.Rows(values, "input_ids");
        int length = (int)values["greedy_ids"].Shape[1];
        using RecordedBatch batch = new TextRecorder(decoder, length, s_sites).Continue(contexts);
        Assert.Equal(values.Int32s("greedy_ids"), batch.Tokens);
        Assert.Equal(values.Int32s("predicted_ids"), batch.Predicted);
        Golden.Close(tensor(batch.Margins).view(-1, length), values.Double("margins"), Margins);
        foreach ((int i, int site) in s_sites.Index())
        {
            Tensor expected = values.Double($"hidden_states.{site}");
            Tensor allowed = expected.abs().amax([-1], keepdim: true) * HiddenShare + HiddenFloor;
            Tensor found = batch.Latents[i].narrow(1, 0, contexts[0].Length).to_type(ScalarType.Float64);
            Assert.True(((found - expected).abs() - allowed).max().item<double>() <= 0);
        }
    }

    public void Dispose() => _scope.Dispose();
}
