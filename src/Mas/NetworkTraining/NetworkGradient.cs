using Mas.Networks.Formats;

namespace Mas.NetworkTraining;

/// <summary>Mean cross-entropy of a batch's scored tokens and its gradient with respect to every weight, in the fastest way that there is
/// for networks of this configuration.</summary>
/// <param name="threads">Threads at most; they change no bytes.</param>
internal sealed class NetworkGradient(TrainableConfig config, int threads = 1)
{
    internal const int TokensPerPart = 8_192;
    private const int Halves = 2;

    /// <param name="weights">Where the gradient is taken, by checkpoint name.</param>
    /// <param name="dropout">[scored, dropout width] factors of the units; null leaves them as they are.</param>
    /// <returns>The loss, and the gradients in the order of <paramref name="weights"/>.</returns>
    public (double Loss, Tensor[] Gradients) At(IReadOnlyDictionary<string, Tensor> weights, ScoredBatch batch, Tensor? dropout) =>
        config.IsWorthSplitting ? OfHalves(weights, batch, dropout) : OfWhole(weights, batch, dropout);

    // The mean of those of the batch's halves, which two threads can work out side by side where they are free. It is always the same two
    // halves, added in the same order: the bytes do not depend on the threads.
    private (double Loss, Tensor[] Gradients) OfHalves(IReadOnlyDictionary<string, Tensor> weights, ScoredBatch batch, Tensor? dropout)
    {
        using var scope = NewDisposeScope();
        ScoredBatch[] parts = [.. batch.Parts((batch.Rows.Tokens.Length + Halves - 1) / Halves)];
        int[] starts = [.. parts.Aggregate(new List<int> { 0 }, (ends, part) => [.. ends, ends[^1] + part.Labels.Length])];
        var results = new (double Loss, Tensor[] Gradients)[parts.Length];
        SideBySide.Run(parts.Length, threads, i =>
        {
            // A scope belongs to one thread: what leaves it is taken up below.
            using var own = NewDisposeScope();
            using Tensor? units = dropout?.narrow(0, starts[i], parts[i].Labels.Length);
            results[i] = OfWhole(weights, parts[i], units);
            foreach (Tensor gradient in results[i].Gradients)
                gradient.DetachFromDisposeScope();
        });
        double[] shares = [.. parts.Select(part => (double)part.Labels.Length / batch.Labels.Length)];
        return (results.Select((result, i) => shares[i] * result.Loss).Sum(),
            [.. weights.Select((_, w) => Sum([.. results.Select(result => result.Gradients[w])], shares))]);
    }

    private static Tensor Sum(Tensor[] gradients, double[] shares)
    {
        using var frozen = no_grad();
        Tensor sum = zeros_like(gradients[0]);
        for (int i = 0; i < gradients.Length; i++)
        {
            using Tensor own = gradients[i];
            using TorchSharp.Scalar share = shares[i];
            sum.add_(own, share);
        }
        return sum.MoveToOuterDisposeScope();
    }

    // As the architecture writes it out; by automatic differentiation where it does not.
    private (double Loss, Tensor[] Gradients) OfWhole(IReadOnlyDictionary<string, Tensor> weights, ScoredBatch batch, Tensor? dropout) =>
        config.WrittenOutGradient(weights, batch.Rows, batch.Positions, batch.Labels, dropout) ?? Automatic(weights, batch, dropout);

    /// <summary>The same by automatic differentiation, for every architecture; in parts, whose size bounds the memory.</summary>
    internal (double Loss, Tensor[] Gradients) Automatic(IReadOnlyDictionary<string, Tensor> weights, ScoredBatch batch, Tensor? dropout)
    {
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> leaves = weights.ToDictionary(pair => pair.Key, pair => pair.Value.detach().requires_grad_(true));
        Tensor share = Device.Of(weights.Values.First()).From([1f / batch.Labels.Length]);
        double loss = 0;
        int done = 0;
        foreach (ScoredBatch part in batch.Parts(TokensPerPart))
        {
            using var inner = NewDisposeScope();
            Tensor logits = config.TrainingLogits(leaves, part.Rows, part.Positions, dropout?.narrow(0, done, part.Labels.Length));
            Tensor sum = nn.functional.cross_entropy(logits, Device.Of(logits).Indices(part.Labels), reduction: nn.Reduction.Sum);
            sum.backward([share]);
            loss += sum.item<float>();
            done += part.Labels.Length;
        }
        return (loss / batch.Labels.Length, [.. weights.Keys.Select(name => leaves[name].grad!.MoveToOuterDisposeScope())]);
    }
}
