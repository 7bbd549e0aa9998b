namespace Mas.Networks.Recurrent;

/// <summary>i, f, o = σ(·), g = tanh(·), c' = f ⊙ c + i ⊙ g, h' = o ⊙ tanh(c'); the state is [h; c] (Hochreiter and Schmidhuber 1997 with
/// the forget gate of Gers et al. 2000, in PyTorch's gate order: input, forget, cell, output).</summary>
internal sealed class LstmCell : RecurrentCell
{
    public override string Name => "lstm";

    public override IReadOnlyList<float> IdleBiases =>
        [RecurrentNullUnits.Open, RecurrentNullUnits.Leak, 0, RecurrentNullUnits.Open]; // input, forget, cell, output

    public override IReadOnlyList<string> GateNames => ["input", "forget", "cell", "output"];

    public override IReadOnlyList<KnownOrder> KnownOrders =>
    [
        new("TensorFlow's LSTMCell", [0, 2, 1, 3]), new("TensorFlow's LSTMCell", [0, 2, 1, 3]) { AddsToForget = true },
        new("ONNX", [0, 3, 1, 2]),
    ];

    public override int Vectors => 2;

    public override Tensor Step(Tensor inputGates, Tensor state, RecurrentLayer layer)
    {
        using var scope = NewDisposeScope();
        long width = state.size(1) / 2;
        Tensor hidden = state.narrow(1, 0, width), memory = state.narrow(1, width, width);
        Tensor gates = layer.StateGates(hidden).add_(inputGates, HeldScalar.One);
        Tensor inputForget = gates.narrow(1, 0, 2 * width).sigmoid();
        Tensor fresh = gates.narrow(1, 2 * width, width).tanh(), output = gates.narrow(1, 3 * width, width).sigmoid();
        Tensor next = addcmul(inputForget.narrow(1, width, width) * memory, inputForget.narrow(1, 0, width), fresh, HeldScalar.One);
        return cat([output * next.tanh(), next], 1).MoveToOuterDisposeScope();
    }
}
