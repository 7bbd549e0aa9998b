using Mas.Kernels;

namespace Mas.Networks.Recurrent;

/// <summary>The gradient of a GRU with a two-layer head, written out.</summary>
internal static class GruGradient
{
    /// <summary>Mean cross-entropy, and its gradients in the order of the named weights.</summary>
    /// <param name="positions">Flat positions, ascending.</param>
    /// <param name="labels">[positions]</param>
    /// <param name="dropout">[positions, head width] factors of the head's units; null leaves them as they are.</param>
    public static (double Loss, Tensor[] Gradients) At(
        RecurrentWeights weights, TokenRows rows, int[] positions, long[] labels, Tensor? dropout)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var plan = StepPlan.UpTo(rows, positions, Device.Cpu, out long[] places);
        using var cell = new GruFactors(weights.Layers[0].StateWeight, weights.Layers[0].StateBias);
        Tensor inputGates = weights.Layers[0].InputGates(weights.Embedding), start = weights.Start(plan.Order.Length);
        using var pass = new GruPass(cell, inputGates, plan.Active, plan.Tokens, start, keep: true);
        Tensor states = pass.States.narrow(0, start.size(0), pass.States.size(0) - start.size(0)); // [Σ active, width] after every token
        using var factors = ((TwoLayerHead)weights.Head).Factors();
        var head = new ScoredHead(factors, labels);
        var shares = new double[labels.Length];
        Array.Fill(shares, 1.0 / shares.Length);
        Tensor gradient = zeros_like(states);
        Dictionary<string, Tensor> gradients = head.RunForWeights(states, Device.Cpu.Indices(places), shares, gradient, dropout);
        AddOfCell(gradients, weights, pass, cat([start, gradient], 0));
        return (head.Losses.Average(), [.. weights.Named.Keys.Select(name => gradients[name].MoveToOuterDisposeScope())]);
    }

    // Those of embedding and cell. Of the states: [rows + Σ active, width] of the loss with respect to them, as far as the head goes.
    private static void AddOfCell(Dictionary<string, Tensor> gradients, RecurrentWeights weights, GruPass pass, Tensor ofStates)
    {
        long[] places = pass.Before;
        var gates = new GruGateGradients(
            Device.Cpu.Empty(places.Length, 3L * weights.Width), Device.Cpu.Zeros(weights.Vocabulary, 3L * weights.Width));
        pass.Backward(ofStates, gates);
        using var before = new RightFactor(pass.States.index_select(0, Device.Cpu.Indices(places))); // [Σ active, width]
        gradients["cell.weight_hh"] = before.MultiplyTransposed(gates.Recurrent);
        gradients["cell.bias_hh"] = gates.Recurrent.sum([0]);
        gradients["cell.weight_ih"] = gates.Input.t().mm(weights.Embedding);
        gradients["cell.bias_ih"] = gates.Input.sum([0]);
        gradients["embedding.weight"] = gates.Input.mm(weights.Layers[0].InputWeight);
    }
}
