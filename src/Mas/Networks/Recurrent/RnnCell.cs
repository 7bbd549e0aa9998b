namespace Mas.Networks.Recurrent;

/// <summary>h' = tanh(W_i x + b_i + W_h h + b_h) (Elman 1990, with PyTorch's two biases).</summary>
internal sealed class RnnCell : RecurrentCell
{
    public override string Name => "rnn";

    public override IReadOnlyList<float> IdleBiases => [0];

    public override int NewGate => 0;

    public override IReadOnlyList<string> GateNames => ["new"];

    public override int Vectors => 1;

    public override Tensor Step(Tensor inputGates, Tensor state, RecurrentLayer layer) =>
        layer.StateGates(state).add_(inputGates, HeldScalar.One).tanh_();
}
