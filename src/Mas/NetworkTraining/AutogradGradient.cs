using Mas.Networks.Formats;

namespace Mas.NetworkTraining;

/// <summary>The gradient by automatic differentiation, for every architecture; in parts, whose size bounds the memory.</summary>
internal sealed class AutogradGradient(TrainableConfig config) : NetworkGradient
{
    private const int TokensPerPart = 8_192;

    public override (double Loss, Tensor[] Gradients) At(IReadOnlyDictionary<string, Tensor> weights, ScoredBatch batch, Tensor? dropout)
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
