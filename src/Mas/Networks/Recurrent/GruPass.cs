using System.Runtime.InteropServices;
using Mas.Kernels;
using static TorchSharp.torch;

namespace Mas.Networks.Recurrent;

/// <summary>Gradients with respect to what is added to the gates, of a pass whose weights are trained.</summary>
/// <param name="Recurrent">[Σ active, 3 width] by the states, row by row of the plan.</param>
/// <param name="Input">[vocab, 3 width] by the words.</param>
internal sealed record GruGateGradients(Tensor Recurrent, Tensor Input);

/// <summary>
/// A GRU over rows of unequal length, forward and, from the gradient of the loss with respect to the states, backward, written
/// out: autograd spends most of such a pass on small operations and temporaries. float32.
/// </summary>
/// <remarks>Its slow twin is <see cref="RecurrentPass"/>, with which the tests compare it.</remarks>
internal sealed class GruPass : IDisposable
{
    private readonly GruFactors _factors;
    private readonly StepPlan _plan;
    private readonly int _width;
    private readonly int _rows;
    private readonly int[] _starts; // [steps] where each step begins, counted from the first state after a token
    private readonly Tensor? _kept; // [Σ active, 4 width]

    /// <summary>Whether a network's cell can be run so.</summary>
    public static bool Fits(RecurrentWeights weights) => weights is { Cell: GruCell, StateWeight.dtype: ScalarType.Float32 };

    /// <summary>Runs the rows forward.</summary>
    /// <param name="factors">The cell's weights.</param>
    /// <param name="inputGates">[vocab, 3 width] what each word adds to the gates.</param>
    /// <param name="plan">What is fed.</param>
    /// <param name="start">[rows, width] state before the first token, in the plan's order.</param>
    /// <param name="keep">Whether the way back will be asked for.</param>
    public GruPass(GruFactors factors, Tensor inputGates, StepPlan plan, Tensor start, bool keep)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        (_factors, _plan, _rows, _width) = (factors, plan, (int)start.size(0), (int)start.size(1));
        _starts = new int[plan.Active.Length];
        for (int step = 1; step < _starts.Length; step++)
            _starts[step] = _starts[step - 1] + plan.Active[step - 1];
        int fed = plan.Active.Sum();
        States = empty(_rows + fed, _width).DetachFromDisposeScope();
        States.narrow(0, 0, _rows).copy_(start);
        _kept = keep ? empty(fed, 4L * _width).DetachFromDisposeScope() : null;
        long[] tokens = plan.Tokens.data<long>().ToArray();
        Tensor recurrent = empty(_rows, 3L * _width); // what the states add to the gates at a step
        for (int step = 0; step < _starts.Length; step++)
            Forward(step, inputGates, tokens, recurrent);
    }

    /// <summary>[rows + Σ active, width]: the states at the start, and behind them those after every fed token, stacked as the plan says.</summary>
    public Tensor States { get; }

    /// <summary>[Σ active] where in <see cref="States"/> the state before each fed token stands.</summary>
    public long[] Before => [.. Enumerable.Range(0, _starts.Length).SelectMany(step => Enumerable.Range(First(step - 1), _plan.Active[step]).Select(row => (long)row))];

    // Where in the states those after a step begin; step −1 is the start.
    private int First(int step) => step < 0 ? 0 : _rows + _starts[step];

    private void Forward(int step, Tensor inputGates, long[] tokens, Tensor recurrent)
    {
        int active = _plan.Active[step], width = _width, from = First(step - 1), to = First(step), fed = _starts[step];
        _factors.Forward.Multiply(States, from, active, recurrent, 0);
        Span<float> gates = Numbers(inputGates), own = Numbers(recurrent), states = Numbers(States), kept = _kept is null ? default : Numbers(_kept);
        for (int i = 0; i < active; i++)
        {
            GruKernels.Forward(
                gates.Slice((int)tokens[fed + i] * 3 * width, 3 * width), own.Slice(i * 3 * width, 3 * width), states.Slice((from + i) * width, width),
                kept.IsEmpty ? kept : kept.Slice((fed + i) * 4 * width, 4 * width), states.Slice((to + i) * width, width));
        }
    }

    /// <summary>Carries the gradient back to the start.</summary>
    /// <param name="gradient">[rows + Σ active, width] of the loss with respect to each of <see cref="States"/> by itself; the rest is added
    /// here, so that the first rows end as that with respect to the start where <paramref name="gates"/> is null.</param>
    /// <param name="gates">Takes what the weights' gradients are made of; null where they are frozen.</param>
    public void Backward(Tensor gradient, GruGateGradients? gates = null)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        long[]? tokens = gates is null ? null : _plan.Tokens.data<long>().ToArray();
        Tensor scratch = gates?.Recurrent ?? empty(_rows, 3L * _width);
        for (int step = _starts.Length - 1; step >= 0; step--)
            Backward(step, gradient, scratch, gates is null ? 0 : _starts[step], gates?.Input, tokens);
    }

    private void Backward(int step, Tensor gradient, Tensor recurrent, int place, Tensor? input, long[]? tokens)
    {
        int active = _plan.Active[step], width = _width, from = First(step - 1), to = First(step), fed = _starts[step];
        Span<float> next = Numbers(gradient), own = Numbers(recurrent), words = input is null ? default : Numbers(input), states = Numbers(States), kept = Numbers(_kept!);
        for (int i = 0; i < active; i++)
        {
            GruKernels.Backward(
                next.Slice((to + i) * width, width), states.Slice((from + i) * width, width), kept.Slice((fed + i) * 4 * width, 4 * width),
                own.Slice((place + i) * 3 * width, 3 * width), tokens is null ? words : words.Slice((int)tokens[fed + i] * 3 * width, 3 * width),
                next.Slice((from + i) * width, width));
        }
        if (step == 0 && input is not null)
            return; // where weights are trained, nobody asks for the gradient with respect to the start
        _factors.Backward.Multiply(recurrent, place, active, gradient, from, add: true);
    }

    private static Span<float> Numbers(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    /// <inheritdoc/>
    public void Dispose()
    {
        States.Dispose();
        _kept?.Dispose();
    }
}
