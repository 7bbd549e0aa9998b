using Mas.Networks.Pretrained;
using Mas.Oracles.Files;
using Mas.Oracles.Networks;
using Mas.Tensors.Safetensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.Pretrained;

/// <summary>A real model, and two fine-tunes of it, against the library's values, with the tolerances that stand beside these.</summary>
public sealed class SmolLm2Tests(SmolLm2 model) : IDisposable
{
    private const double Logits = 5e-4, Norms = 3e-4, HiddenFloor = 2e-4, HiddenShare = 1e-5;
    private const int Patched = 15, Early = 20, Late = 31; // the block, and the positions whose logits are stored

    private readonly DisposeScope _scope = NewDisposeScope();

    [Theory]
    [InlineData("base", null)]
    [InlineData("formal-1", "formal-1")]
    [InlineData("casual-1", "casual-1")]
    public void A_real_model_computes_what_its_library_computes(string name, string? adapter)
    {
        SmolLm2.Require();
        using Decoder decoder = Open(adapter);
        using SafetensorsFile values = SmolLm2.Expected(name);
        using var without = no_grad();
        int layers = decoder.Config.Layers, compared = 0;
        int[] ids = values.Int32s("input_ids");
        Tensor stream = decoder.Blocks(decoder.Embed(ids, Rows(values)), 0, layers, entering: (block, entering) =>
        {
            if (!values.Contains($"hidden_states.{block}"))
                return;
            Tensor expected = values.Double($"hidden_states.{block}"), largest = expected.abs().amax([-1], keepdim: true);
            RequireWithin(entering, expected, largest * HiddenShare + HiddenFloor);
            compared++;
        });
        Assert.True(compared >= 2);
        Tensor flat = stream.view(-1, decoder.Config.Width), logits = decoder.Head(flat).view(stream.size(0), stream.size(1), -1);
        Golden.Close(decoder.Normed(flat), values.Double("final_norm").view(flat.shape), Norms);
        Golden.Close(Stored(logits), values.Double("logits"), Logits);
        Golden.Close(logits.logsumexp(-1), values.Double("logsumexp"), Logits);
        Golden.Close(logits.gather(2, tensor(values.ReadInt64s("top5_ids"), values["top5_ids"].Shape)), values.Double("top5_logits"),
            Logits);
        Assert.Equal(values.Int32s("greedy_ids"),
            GreedyLoop.Of(decoder, ids, Rows(values), (int)values["greedy_ids"].Shape[1]));
    }

    [Fact]
    public void Replaced_vectors_of_a_real_model_have_the_library_s_logits_and_gradient()
    {
        const double absolute = 2e-6, relative = 1e-4;
        SmolLm2.Require();
        using Decoder decoder = Open(null);
        using SafetensorsFile values = SmolLm2.Expected("base");
        Tensor before;
        using (no_grad())
            before = decoder.Blocks(decoder.Embed(values.Int32s("input_ids"), Rows(values)), 0, Patched);
        Tensor places = tensor(values.ReadInt64s("patch_rows").Zip(values.ReadInt64s("patch_positions"))
            .Select(pair => pair.First * before.size(1) + pair.Second).ToArray());
        Tensor vectors = values.Double("patch_vectors").to_type(ScalarType.Float32).requires_grad_(true);
        Tensor patched = before.view(-1, decoder.Config.Width).index_copy(0, places, vectors).view(before.shape);
        Tensor stream = decoder.Blocks(patched, Patched, decoder.Config.Layers);
        Tensor logits = decoder.Head(stream.view(-1, decoder.Config.Width)).view(stream.size(0), stream.size(1), -1);
        Golden.Close(Stored(logits), values.Double("patched_logits"), Logits);
        Golden.Close(logits.logsumexp(-1), values.Double("patched_logsumexp"), Logits);
        logits.log_softmax(-1).select(1, Early).gather(1, tensor(values.ReadInt64s("patch_targets")).unsqueeze(1)).sum().backward();
        Tensor gradient = values.Double("patch_gradient");
        RequireWithin(vectors.grad!, gradient, gradient.abs() * relative + absolute);
    }

    private Decoder Open(string? adapter) => PretrainedFolder.Open(model.Folder, adapter is null ? null : SmolLm2.Adapter(adapter));

    private static int Rows(SafetensorsFile values) => (int)values["input_ids"].Shape[0];

    private static Tensor Stored(Tensor logits) => stack([logits.select(1, Early), logits.select(1, Late)], 1);

    private static void RequireWithin(Tensor actual, Tensor expected, Tensor allowed)
    {
        double worst = ((actual.detach().to_type(ScalarType.Float64) - expected).abs() - allowed).max().item<double>();
        Assert.True(worst <= 0, $"a value is {worst:g3} beyond its tolerance");
    }

    public void Dispose() => _scope.Dispose();
}
