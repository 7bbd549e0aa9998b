using Mas.Networks.Recurrent;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Training.NetworkTraining;

/// <summary>Mean cross-entropy of a batch's scored tokens and its gradient with respect to every weight.</summary>
internal static class NetworkGradient
{
    /// <param name="weights">Where the gradient is taken.</param>
    /// <param name="batch">The sequences.</param>
    /// <param name="dropout">[scored, head width] factors of the head's hidden units.</param>
    /// <returns>The loss, and the gradients in the order of <see cref="GruWeights.Named"/>.</returns>
    public static (double Loss, Tensor[] Gradients) Of(GruWeights weights, ScoredBatch batch, Tensor dropout)
    {
        using var scope = NewDisposeScope();
        using var pass = new GruTrainingPass(weights, batch.Steps);
        Tensor states = pass.States.index_select(0, batch.Scored).requires_grad_(true);                 // [scored, width]
        (double loss, Dictionary<string, Tensor> head) = Head(weights, states, batch.Labels, dropout);
        Tensor gradient = zeros_like(pass.States).index_add_(0, batch.Scored, states.grad!, HeldScalar.One);
        Dictionary<string, Tensor> cell = pass.Backward(gradient);
        return (loss, [.. weights.Named.Keys.Select(name => (head.GetValueOrDefault(name) ?? cell[name]).MoveToOuterDisposeScope())]);
    }

    private static (double Loss, Dictionary<string, Tensor> Gradients) Head(GruWeights weights, Tensor states, Tensor labels, Tensor dropout)
    {
        Dictionary<string, Tensor> leaves = weights.Named.Where(pair => pair.Key.StartsWith("head.", StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key, pair => pair.Value.detach().requires_grad_(true));
        Tensor hidden = nn.functional.linear(states, leaves["head.0.weight"], leaves["head.0.bias"]).gelu();   // [scored, head width]
        Tensor logits = nn.functional.linear(hidden * dropout, leaves["head.3.weight"], leaves["head.3.bias"]); // [scored, vocab]
        Tensor loss = nn.functional.cross_entropy(logits, labels);
        loss.backward();
        return (loss.item<float>(), leaves.ToDictionary(pair => pair.Key, pair => pair.Value.grad!));
    }
}
