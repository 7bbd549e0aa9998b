using Mas.Kernels;
using Mas.Networks.Recurrent;
using static TorchSharp.torch;

namespace Mas.NetworkTraining;

/// <summary>The gradient of a GRU with a two-layer head, written out.</summary>
internal sealed class GruGradient : NetworkGradient
{
    private static readonly GruCell s_cell = new();

    /// <inheritdoc/>
    public override (double Loss, Tensor[] Gradients) At(IReadOnlyDictionary<string, Tensor> weights, ScoredBatch batch, Tensor? dropout)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var plan = StepPlan.UpTo(batch.Rows, batch.Positions, Device.Cpu, out long[] places);
        var all = new RecurrentWeights(s_cell, weights);
        using var pass = new GruTrainingPass(all, plan);
        using var factors = ((TwoLayerHead)all.Head).Factors();
        var head = new ScoredHead(factors, batch.Labels);
        var shares = new double[batch.Labels.Length];
        Array.Fill(shares, 1.0 / shares.Length);
        Tensor gradient = zeros_like(pass.States);
        Dictionary<string, Tensor> ofHead = head.RunForWeights(pass.States, Device.Cpu.Indices(places), shares, gradient, dropout);
        Dictionary<string, Tensor> ofCell = pass.Backward(gradient);
        return (head.Losses.Average(), [.. weights.Keys.Select(name => (ofHead.GetValueOrDefault(name) ?? ofCell[name]).MoveToOuterDisposeScope())]);
    }
}
