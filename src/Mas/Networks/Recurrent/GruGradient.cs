using Mas.Kernels;

namespace Mas.Networks.Recurrent;

/// <summary>The gradient of a GRU with a two-layer head, written out.</summary>
internal static class GruGradient
{
    /// <summary>Mean cross-entropy, and its gradients in the order of the named weights.</summary>
    /// <param name="weights">Where the gradient is taken.</param>
    /// <param name="rows">Natural sequences.</param>
    /// <param name="positions">Flat positions, ascending.</param>
    /// <param name="labels">[positions]</param>
    /// <param name="dropout">[positions, head width] factors of the head's units; null leaves them as they are.</param>
    public static (double Loss, Tensor[] Gradients) At(RecurrentWeights weights, TokenRows rows, int[] positions, long[] labels, Tensor? dropout)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var plan = StepPlan.UpTo(rows, positions, Device.Cpu, out long[] places);
        using var pass = new GruTrainingPass(weights, plan);
        using var factors = ((TwoLayerHead)weights.Head).Factors();
        var head = new ScoredHead(factors, labels);
        var shares = new double[labels.Length];
        Array.Fill(shares, 1.0 / shares.Length);
        Tensor gradient = zeros_like(pass.States);
        Dictionary<string, Tensor> ofHead = head.RunForWeights(pass.States, Device.Cpu.Indices(places), shares, gradient, dropout);
        Dictionary<string, Tensor> ofCell = pass.Backward(gradient);
        return (head.Losses.Average(), [.. weights.Named.Keys.Select(name => (ofHead.GetValueOrDefault(name) ?? ofCell[name]).MoveToOuterDisposeScope())]);
    }
}
