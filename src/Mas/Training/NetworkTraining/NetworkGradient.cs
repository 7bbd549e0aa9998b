using Mas.Networks.Recurrent;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Training.NetworkTraining;

/// <summary>Mean cross-entropy of a batch's scored tokens and its gradient with respect to every weight.</summary>
internal static class NetworkGradient
{
    private const int HeadRows = 256;

    /// <param name="weights">Where the gradient is taken.</param>
    /// <param name="batch">The sequences.</param>
    /// <param name="dropout">[scored, head width] factors of the head's hidden units.</param>
    /// <returns>The loss, and the gradients in the order of <see cref="GruWeights.Named"/>.</returns>
    public static (double Loss, Tensor[] Gradients) Of(GruWeights weights, ScoredBatch batch, Tensor dropout)
    {
        using var scope = NewDisposeScope();
        using var pass = new GruTrainingPass(weights, batch.Steps);
        Tensor[] states = [.. pass.States.index_select(0, batch.Scored).split(HeadRows).Select(part => part.detach().requires_grad_(true))]; // [scored, width]
        (double loss, Dictionary<string, Tensor> head) = Head(weights, states, batch.Labels, dropout);
        Tensor scored = cat([.. states.Select(part => part.grad!)], 0);
        Tensor gradient = zeros_like(pass.States).index_add_(0, batch.Scored, scored, HeldScalar.One);
        Dictionary<string, Tensor> cell = pass.Backward(gradient);
        return (loss, [.. weights.Named.Keys.Select(name => (head.GetValueOrDefault(name) ?? cell[name]).MoveToOuterDisposeScope())]);
    }

    // In parts of one size, whose temporaries the allocator can use again; gradients of the leaves add up over the parts.
    private static (double Loss, Dictionary<string, Tensor> Gradients) Head(GruWeights weights, Tensor[] states, Tensor labels, Tensor dropout)
    {
        Dictionary<string, Tensor> leaves = weights.Named.Where(pair => pair.Key.StartsWith("head.", StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key, pair => pair.Value.detach().requires_grad_(true));
        Tensor share = Aligned.Tensor([1f / labels.size(0)]).reshape([]);
        double loss = 0;
        for (int part = 0, first = 0; part < states.Length; first += (int)states[part].size(0), part++)
        {
            using var scope = NewDisposeScope();
            long rows = states[part].size(0);
            Tensor hidden = nn.functional.linear(states[part], leaves["head.0.weight"], leaves["head.0.bias"]).gelu();                              // [part, head width]
            Tensor logits = nn.functional.linear(hidden * dropout.narrow(0, first, rows), leaves["head.3.weight"], leaves["head.3.bias"]);          // [part, vocab]
            Tensor sum = nn.functional.cross_entropy(logits, labels.narrow(0, first, rows), reduction: nn.Reduction.Sum);
            sum.backward([share]);
            loss += sum.item<float>();
        }
        return (loss / labels.size(0), leaves.ToDictionary(pair => pair.Key, pair => pair.Value.grad!));
    }
}
