namespace Mas.NetworkTraining;

/// <summary>The gradient of a batch as the mean of those of its halves, which two threads can work out side by side where they are free. It
/// is always the same two halves, added in the same order, so that the bytes do not depend on the threads.</summary>
/// <param name="whole">How the gradient of a half is made.</param>
/// <param name="threads">Threads at most.</param>
internal sealed class SplitGradient(NetworkGradient whole, int threads) : NetworkGradient
{
    private const int Count = 2;

    public override (double Loss, Tensor[] Gradients) At(IReadOnlyDictionary<string, Tensor> weights, ScoredBatch batch, Tensor? dropout)
    {
        using var scope = NewDisposeScope();
        ScoredBatch[] parts = [.. batch.Parts((batch.Rows.Tokens.Length + Count - 1) / Count)];
        int[] starts = [.. parts.Aggregate(new List<int> { 0 }, (ends, part) => [.. ends, ends[^1] + part.Labels.Length])];
        var results = new (double Loss, Tensor[] Gradients)[parts.Length];
        SideBySide.Run(parts.Length, threads, i =>
        {
            // A scope belongs to one thread: what leaves it is taken up below.
            using var own = NewDisposeScope();
            using Tensor? units = dropout?.narrow(0, starts[i], parts[i].Labels.Length);
            results[i] = whole.At(weights, parts[i], units);
            foreach (Tensor gradient in results[i].Gradients)
                gradient.DetachFromDisposeScope();
        });
        double[] shares = [.. parts.Select(part => (double)part.Labels.Length / batch.Labels.Length)];
        return (results.Select((result, i) => shares[i] * result.Loss).Sum(), [.. weights.Select((_, w) => Sum([.. results.Select(result => result.Gradients[w])], shares))]);
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
}
