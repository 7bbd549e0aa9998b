namespace Mas.Kernels;

/// <summary>Gradients with respect to what is added to the gates, of a pass whose weights are trained.</summary>
/// <param name="Recurrent">[Σ active, 3 width] by the states, one step behind the other.</param>
/// <param name="Input">[vocab, 3 width] by the words.</param>
internal sealed record GruGateGradients(Tensor Recurrent, Tensor Input);

/// <summary>A GRU over rows of unequal length, forward and, from the gradient of the loss with respect to the states, backward, written
/// out: autograd spends most of such a pass on small operations and temporaries. float32.</summary>
/// <remarks>Its slow twin is automatic differentiation, with which the tests compare it.</remarks>
internal sealed class GruPass : IDisposable
{
    private readonly GruFactors _factors;
    private readonly int[] _active;  // [steps] rows alive at each step
    private readonly long[] _tokens; // [Σ active] what is fed, one step behind the other
    private readonly int _width, _rows;
    private readonly int[] _starts; // [steps] where each step begins, counted from the first state after a token
    private readonly Tensor? _kept; // [Σ active, 4 width]

    /// <summary>Whether a GRU of these weights can be run so: float32, in the processor's own memory.</summary>
    public static bool Fits(Tensor stateWeight) => Device.Of(stateWeight) == Device.Cpu;

    /// <summary>Runs the rows forward.</summary>
    /// <param name="inputGates">[vocab, 3 width] what each word adds to the gates.</param>
    /// <param name="active">[steps] rows alive at each step: the first ones; never rises.</param>
    /// <param name="tokens">[Σ active] int64, what is fed, one step behind the other.</param>
    /// <param name="start">[rows, width] state before the first token.</param>
    /// <param name="keep">Whether the way back will be asked for.</param>
    public GruPass(GruFactors factors, Tensor inputGates, int[] active, Tensor tokens, Tensor start, bool keep)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        (_factors, _active, _tokens) = (factors, active, tokens.ToArray<long>());
        (_rows, _width) = ((int)start.size(0), (int)start.size(1));
        _starts = new int[active.Length];
        for (int step = 1; step < _starts.Length; step++)
            _starts[step] = _starts[step - 1] + active[step - 1];
        int fed = active.Sum();
        States = Device.Cpu.Empty(_rows + fed, _width).DetachFromDisposeScope();
        States.narrow(0, 0, _rows).copy_(start);
        _kept = keep ? Device.Cpu.Empty(fed, 4L * _width).DetachFromDisposeScope() : null;
        Tensor recurrent = Device.Cpu.Empty(_rows, 3L * _width); // what the states add to the gates at a step
        for (int step = 0; step < _starts.Length; step++)
            Forward(step, inputGates, recurrent);
    }

    /// <summary>[rows + Σ active, width]: the states at the start, then those after every fed token, one step behind the other.</summary>
    public Tensor States { get; }

    /// <summary>[Σ active] where in <see cref="States"/> the state before each fed token stands.</summary>
    public long[] Before => [.. Enumerable.Range(0, _starts.Length).SelectMany(
        step => Enumerable.Range(First(step - 1), _active[step]).Select(row => (long)row))];

    // Where in the states those after a step begin; step −1 is the start.
    private int First(int step) => step < 0 ? 0 : _rows + _starts[step];

    private void Forward(int step, Tensor inputGates, Tensor recurrent)
    {
        int active = _active[step], width = _width, from = First(step - 1), to = First(step), fed = _starts[step];
        _factors.Forward.Multiply(States, from, active, recurrent, 0);
        Span<float> gates = Numbers.Of<float>(inputGates), own = Numbers.Of<float>(recurrent), states = Numbers.Of<float>(States);
        Span<float> kept = _kept is null ? default : Numbers.Of<float>(_kept);
        for (int i = 0; i < active; i++)
        {
            GruKernels.Forward(
                gates.Slice((int)_tokens[fed + i] * 3 * width, 3 * width), own.Slice(i * 3 * width, 3 * width),
                states.Slice((from + i) * width, width), kept.IsEmpty ? kept : kept.Slice((fed + i) * 4 * width, 4 * width),
                states.Slice((to + i) * width, width));
        }
    }

    /// <summary>Carries the gradient back to the start.</summary>
    /// <param name="gradient">[rows + Σ active, width] of the loss with respect to each of <see cref="States"/> by itself; the rest is
    /// added here, so that the first rows end as that with respect to the start where <paramref name="gates"/> is null.</param>
    /// <param name="gates">Takes what the weights' gradients are made of; null where they are frozen.</param>
    public void Backward(Tensor gradient, GruGateGradients? gates = null)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor scratch = gates?.Recurrent ?? Device.Cpu.Empty(_rows, 3L * _width);
        for (int step = _starts.Length - 1; step >= 0; step--)
            Backward(step, gradient, scratch, gates is null ? 0 : _starts[step], gates?.Input);
    }

    private void Backward(int step, Tensor gradient, Tensor recurrent, int place, Tensor? input)
    {
        int active = _active[step], width = _width, from = First(step - 1), to = First(step), fed = _starts[step];
        Span<float> next = Numbers.Of<float>(gradient), own = Numbers.Of<float>(recurrent), states = Numbers.Of<float>(States);
        Span<float> words = input is null ? default : Numbers.Of<float>(input), kept = Numbers.Of<float>(_kept!);
        for (int i = 0; i < active; i++)
        {
            GruKernels.Backward(
                next.Slice((to + i) * width, width), states.Slice((from + i) * width, width),
                kept.Slice((fed + i) * 4 * width, 4 * width), own.Slice((place + i) * 3 * width, 3 * width),
                input is null ? words : words.Slice((int)_tokens[fed + i] * 3 * width, 3 * width), next.Slice((from + i) * width, width));
        }
        if (step == 0 && input is not null)
            return; // where weights are trained, nobody asks for the gradient with respect to the start
        _factors.Backward.Multiply(recurrent, place, active, gradient, from, add: true);
    }

    public void Dispose()
    {
        States.Dispose();
        _kept?.Dispose();
    }
}
