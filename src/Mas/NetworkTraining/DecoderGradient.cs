using Mas.Networks.Pretrained;

namespace Mas.NetworkTraining;

/// <summary>Mean cross-entropy of every next token of rows of texts, and its gradient with respect to every weight of a decoder, by
/// automatic differentiation.</summary>
/// <param name="plan">What it is made of; weights are called as <see cref="FreshDecoder.NameOf"/> says.</param>
internal sealed class DecoderGradient(DecoderConfig config, DecoderPlan plan)
{
    /// <summary>Parts of a batch, which run side by side.</summary>
    public const int Halves = 2;

    /// <summary>Nats per token; no gradient.</summary>
    /// <param name="ids">[rows · time] row by row.</param>
    public double Loss(IReadOnlyDictionary<string, Tensor> weights, int[] ids, int rows)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return LossOf(weights, ids, rows).item<float>();
    }

    /// <summary>The mean over the two halves of the rows, which two threads can work out side by side. It is always the same halves, added
    /// in the same order: the bytes do not depend on the threads.</summary>
    /// <param name="rows">An even number.</param>
    /// <returns>The loss, and the gradients in the order of <paramref name="weights"/>.</returns>
    public (double Loss, Tensor[] Gradients) At(IReadOnlyDictionary<string, Tensor> weights, int[] ids, int rows, int threads = 1)
    {
        using var scope = NewDisposeScope();
        int half = ids.Length / Halves;
        var found = new (double Loss, Tensor[] Gradients)[Halves];
        SideBySide.Run(Halves, threads, i => found[i] = OfPart(weights, ids[(i * half)..((i + 1) * half)], rows / Halves));
        using var frozen = no_grad();
        using TorchSharp.Scalar share = 1.0 / Halves;
        foreach ((Tensor first, Tensor second) in found[0].Gradients.Zip(found[1].Gradients))
        {
            first.add_(second, HeldScalar.One).mul_(share);
            second.Dispose();
        }
        return (found.Average(one => one.Loss), found[0].Gradients);
    }

    // Gradients belong to no scope: those of another thread could not be handed over.
    private (double Loss, Tensor[] Gradients) OfPart(IReadOnlyDictionary<string, Tensor> weights, int[] ids, int rows)
    {
        using var scope = NewDisposeScope();
        using var mode = enable_grad();
        Dictionary<string, Tensor> leaves = weights.ToDictionary(pair => pair.Key, pair => pair.Value.detach().requires_grad_(true));
        Tensor loss = LossOf(leaves, ids, rows);
        loss.backward();
        return (loss.item<float>(), [.. weights.Keys.Select(name => leaves[name].grad!.DetachFromDisposeScope())]);
    }

    private Tensor LossOf(IReadOnlyDictionary<string, Tensor> weights, int[] ids, int rows)
    {
        int time = ids.Length / rows;
        using var decoder = new Decoder(config, DecoderWeights.Of(config, plan, one => weights[FreshDecoder.NameOf(one)]));
        Tensor stream = decoder.Blocks(decoder.Embed(ids, rows), 0, config.Layers); // [rows, time, width]
        Tensor logits = decoder.Head(stream.narrow(1, 0, time - 1).reshape(-1, config.Width)); // [rows · (time − 1), vocabulary]
        int[] next = [.. Enumerable.Range(0, rows).SelectMany(row => ids[(row * time + 1)..((row + 1) * time)])];
        return nn.functional.cross_entropy(logits, Device.Of(logits).Indices(next.AsSpan()));
    }
}
