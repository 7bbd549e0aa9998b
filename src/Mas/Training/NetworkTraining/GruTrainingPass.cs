using System.Runtime.InteropServices;
using Mas.Networks.Recurrent;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Training.NetworkTraining;

/// <summary>
/// States of a batch and, from the gradient of the loss with respect to them, the gradients of the cell and the embedding:
/// back-propagation through time written out, because autograd spends most of a step on small operations and temporaries.
/// </summary>
internal sealed class GruTrainingPass : IDisposable
{
    private readonly RecurrentWeights _weights;
    private readonly StepPlan _plan;
    private readonly int[] _starts;  // [steps] where each step begins in the stack
    private readonly long[] _tokens; // [rows of the stack]
    private readonly Tensor _before; // [Σ active, width] the state before each token
    private readonly Tensor _kept;   // [Σ active, 4 width]

    /// <summary>Runs the batch from the zero state.</summary>
    public GruTrainingPass(RecurrentWeights weights, StepPlan plan)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        _weights = weights;
        _plan = plan;
        _starts = new int[plan.Active.Length];
        for (int step = 1; step < _starts.Length; step++)
            _starts[step] = _starts[step - 1] + plan.Active[step - 1];
        _tokens = plan.Tokens.data<long>().ToArray();
        long rows = _tokens.Length, width = weights.Width;
        _before = zeros(rows, width).DetachFromDisposeScope();
        _kept = empty(rows, 4 * width).DetachFromDisposeScope();
        States = empty(rows, width).DetachFromDisposeScope();
        Tensor inputGates = RecurrentCell.InputGates(weights.Embedding, weights);
        for (int step = 0; step < _starts.Length; step++)
            Forward(step, inputGates);
    }

    /// <summary>The state after every fed token, stacked as the plan says, [Σ active, width].</summary>
    public Tensor States { get; }

    private void Forward(int step, Tensor inputGates)
    {
        int start = _starts[step], active = _plan.Active[step], width = _weights.Width;
        using Tensor before = _before.narrow(0, start, active);
        if (step > 0)
        {
            using Tensor last = States.narrow(0, _starts[step - 1], active);
            before.copy_(last);
        }
        using Tensor recurrent = nn.functional.linear(before, _weights.StateWeight, _weights.StateBias); // [active, 3 width]
        Span<float> gates = Numbers(inputGates), own = Numbers(recurrent), states = Numbers(States), earlier = Numbers(_before), kept = Numbers(_kept);
        for (int i = 0; i < active; i++)
        {
            int row = start + i;
            GruKernels.Forward(
                gates.Slice((int)_tokens[row] * 3 * width, 3 * width), own.Slice(i * 3 * width, 3 * width), earlier.Slice(row * width, width),
                kept.Slice(row * 4 * width, 4 * width), states.Slice(row * width, width));
        }
    }

    /// <summary>Gradients of embedding and cell by checkpoint name.</summary>
    /// <param name="gradient">[Σ active, width] of the loss with respect to <see cref="States"/>, as far as the head goes; overwritten.</param>
    public Dictionary<string, Tensor> Backward(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor recurrent = empty(States.size(0), 3L * _weights.Width);         // [Σ active, 3 width]
        Tensor input = zeros(_weights.Vocabulary, 3L * _weights.Width);        // [vocab, 3 width]
        for (int step = _starts.Length - 1; step >= 0; step--)
            Backward(step, gradient, recurrent, input);
        var gradients = new Dictionary<string, Tensor>
        {
            ["cell.weight_hh"] = recurrent.t().mm(_before),
            ["cell.bias_hh"] = recurrent.sum([0]),
            ["cell.weight_ih"] = input.t().mm(_weights.Embedding),
            ["cell.bias_ih"] = input.sum([0]),
            ["embedding.weight"] = input.mm(_weights.InputWeight),
        };
        foreach (Tensor value in gradients.Values)
            value.MoveToOuterDisposeScope();
        return gradients;
    }

    private void Backward(int step, Tensor gradient, Tensor recurrent, Tensor input)
    {
        int start = _starts[step], active = _plan.Active[step], width = _weights.Width;
        Span<float> next = Numbers(gradient), own = Numbers(recurrent), gates = Numbers(input), before = Numbers(_before), kept = Numbers(_kept);
        Span<float> nowhere = stackalloc float[step == 0 ? width : 0];
        for (int i = 0; i < active; i++)
        {
            int row = start + i;
            GruKernels.Backward(
                next.Slice(row * width, width), before.Slice(row * width, width), kept.Slice(row * 4 * width, 4 * width),
                own.Slice(row * 3 * width, 3 * width), gates.Slice((int)_tokens[row] * 3 * width, 3 * width),
                step == 0 ? nowhere : next.Slice((_starts[step - 1] + i) * width, width));
        }
        if (step == 0)
            return;
        using Tensor here = recurrent.narrow(0, start, active), earlier = gradient.narrow(0, _starts[step - 1], active);
        using Tensor through = here.mm(_weights.StateWeight);                  // [active, width]
        earlier.add_(through, HeldScalar.One);
    }

    private static Span<float> Numbers(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    /// <inheritdoc/>
    public void Dispose()
    {
        States.Dispose();
        _before.Dispose();
        _kept.Dispose();
    }
}
