using Mas.Kernels;

namespace Mas.Networks.Recurrent;

/// <summary>States of a batch from the zero state and, from the gradient of the loss with respect to them, the gradients of the cell and the embedding.</summary>
internal sealed class GruTrainingPass : IDisposable
{
    private readonly RecurrentWeights _weights;
    private readonly GruFactors _factors;
    private readonly GruPass _pass;
    private readonly int _rows;

    public GruTrainingPass(RecurrentWeights weights, StepPlan plan)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        _weights = weights;
        _rows = plan.Order.Length;
        _factors = new GruFactors(weights.StateWeight, weights.StateBias);
        _pass = new GruPass(
            _factors, RecurrentCell.InputGates(weights.Embedding, weights), plan.Active, plan.Tokens, weights.Start(_rows), keep: true);
    }

    /// <summary>The state after every fed token, stacked as the plan says, [Σ active, width]; a view.</summary>
    public Tensor States => _pass.States.narrow(0, _rows, _pass.States.size(0) - _rows);

    /// <summary>Gradients of embedding and cell by checkpoint name.</summary>
    /// <param name="gradient">[Σ active, width] of the loss with respect to <see cref="States"/>, as far as the head goes.</param>
    public Dictionary<string, Tensor> Backward(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var gates = new GruGateGradients(
            Device.Cpu.Empty(gradient.size(0), 3L * _weights.Width), Device.Cpu.Zeros(_weights.Vocabulary, 3L * _weights.Width));
        _pass.Backward(cat([_weights.Start(_rows), gradient], 0), gates);
        using var before = new RightFactor(_pass.States.index_select(0, Device.Cpu.Indices(_pass.Before))); // [Σ active, width]
        var gradients = new Dictionary<string, Tensor>
        {
            ["cell.weight_hh"] = before.MultiplyTransposed(gates.Recurrent),
            ["cell.bias_hh"] = gates.Recurrent.sum([0]),
            ["cell.weight_ih"] = gates.Input.t().mm(_weights.Embedding),
            ["cell.bias_ih"] = gates.Input.sum([0]),
            ["embedding.weight"] = gates.Input.mm(_weights.InputWeight),
        };
        foreach (Tensor value in gradients.Values)
            value.MoveToOuterDisposeScope();
        return gradients;
    }

    public void Dispose()
    {
        _pass.Dispose();
        _factors.Dispose();
    }
}
