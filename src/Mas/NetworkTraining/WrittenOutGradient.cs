using Mas.Networks.Formats;

namespace Mas.NetworkTraining;

/// <summary>The gradient as the architecture writes it out; by automatic differentiation where it does not.</summary>
internal sealed class WrittenOutGradient(TrainableConfig config) : NetworkGradient
{
    private readonly AutogradGradient _automatic = new(config);

    public override (double Loss, Tensor[] Gradients) At(IReadOnlyDictionary<string, Tensor> weights, ScoredBatch batch, Tensor? dropout) =>
        config.WrittenOutGradient(weights, batch.Rows, batch.Positions, batch.Labels, dropout) ?? _automatic.At(weights, batch, dropout);
}
