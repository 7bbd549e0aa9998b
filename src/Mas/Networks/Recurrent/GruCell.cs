namespace Mas.Networks.Recurrent;

/// <summary>r, z = σ(·), n = tanh(W_in x + b_in + r ⊙ (W_hn h + b_hn)), h' = (1 − z) ⊙ n + z ⊙ h (Cho et al. 2014, in PyTorch's gate order,
/// reset, update, new, and bias placement).</summary>
internal sealed class GruCell : RecurrentCell
{
    public override string Name => "gru";

    public override IReadOnlyList<float> IdleBiases => [RecurrentNullUnits.Open, RecurrentNullUnits.Leak, 0]; // reset, update, new

    public override bool HasWrittenOutGradient => true;

    public override IReadOnlyList<string> GateNames => ["reset", "update", "new"];

    public override IReadOnlyList<KnownOrder> KnownOrders => [new("Keras, TensorFlow and ONNX", [1, 0, 2])];

    public override int Vectors => 1;

    public override Tensor Step(Tensor inputGates, Tensor state, RecurrentLayer layer)
    {
        using var scope = NewDisposeScope();
        long width = state.size(1);
        Tensor stateGates = layer.StateGates(state); // [batch, 3 width]
        Tensor resetUpdate = inputGates.narrow(1, 0, 2 * width).add(stateGates.narrow(1, 0, 2 * width), HeldScalar.One).sigmoid_();
        Tensor fresh = addcmul(
            inputGates.narrow(1, 2 * width, width), resetUpdate.narrow(1, 0, width), stateGates.narrow(1, 2 * width, width), HeldScalar.One)
            .tanh_();
        return lerp(fresh, state, resetUpdate.narrow(1, width, width)).MoveToOuterDisposeScope();
    }
}
