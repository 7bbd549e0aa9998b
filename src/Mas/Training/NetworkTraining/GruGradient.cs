using Mas.Networks.Recurrent;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Training.NetworkTraining;

/// <summary>The gradient of a GRU with a two-layer head: the head by automatic differentiation, the cell written out.</summary>
internal sealed class GruGradient : NetworkGradient
{
    private const int HeadRows = 256;

    private static readonly GruCell s_cell = new();

    /// <inheritdoc/>
    public override (double Loss, Tensor[] Gradients) At(IReadOnlyDictionary<string, Tensor> weights, ScoredBatch batch, Tensor? dropout)
    {
        using var scope = NewDisposeScope();
        using var plan = StepPlan.UpTo(batch.Rows, batch.Positions, out long[] places);
        using var pass = new GruTrainingPass(new RecurrentWeights(s_cell, weights), plan);
        Tensor scored = tensor(places), labels = tensor(batch.Labels);
        Tensor[] states = [.. pass.States.index_select(0, scored).split(HeadRows).Select(part => part.detach().requires_grad_(true))]; // [scored, width]
        (double loss, Dictionary<string, Tensor> head) = Head(weights, states, labels, dropout);
        Tensor gradient = zeros_like(pass.States).index_add_(0, scored, cat([.. states.Select(part => part.grad!)], 0), HeldScalar.One);
        Dictionary<string, Tensor> cell = pass.Backward(gradient);
        return (loss, [.. weights.Keys.Select(name => (head.GetValueOrDefault(name) ?? cell[name]).MoveToOuterDisposeScope())]);
    }

    // In parts of one size, whose temporaries the allocator can use again; gradients of the leaves add up over the parts.
    private static (double Loss, Dictionary<string, Tensor> Gradients) Head(IReadOnlyDictionary<string, Tensor> weights, Tensor[] states, Tensor labels, Tensor? dropout)
    {
        Dictionary<string, Tensor> leaves = weights.Where(pair => pair.Key.StartsWith("head.", StringComparison.Ordinal))
            .ToDictionary(pair => pair.Key, pair => pair.Value.detach().requires_grad_(true));
        var head = RecurrentHead.Of(leaves);
        Tensor share = Aligned.Tensor([1f / labels.size(0)]).reshape([]);
        double loss = 0;
        for (int part = 0, first = 0; part < states.Length; first += (int)states[part].size(0), part++)
        {
            using var scope = NewDisposeScope();
            long rows = states[part].size(0);
            Tensor logits = head.Logits(states[part], dropout?.narrow(0, first, rows));                                 // [part, vocab]
            Tensor sum = nn.functional.cross_entropy(logits, labels.narrow(0, first, rows), reduction: nn.Reduction.Sum);
            sum.backward([share]);
            loss += sum.item<float>();
        }
        return (loss / labels.size(0), leaves.ToDictionary(pair => pair.Key, pair => pair.Value.grad!));
    }
}
