using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Networks.Recurrent;

/// <summary>At site <c>state</c>: the states are the latents.</summary>
internal sealed class StateActivity(RecurrentNetwork network, TokenRows sequences, Tensor states, int[]? kept = null)
    : RecurrentActivity(network, sequences, states, kept)
{
    private readonly int[]? _kept = kept;

    /// <inheritdoc/>
    public override int Width => Network.Weights.Width;

    /// <inheritdoc/>
    public override Tensor Latents(ReadOnlySpan<int> positions) => At(positions);

    /// <inheritdoc/>
    public override PreparedTargets Prepare(TargetRows rows, Tensor? continuations = null) => WrittenOutTargets.Fit(Network, rows)
        ? new WrittenOutTargets(Network, At(rows.First), Sequences, rows)
        : new StateTargets(Network, At(rows.First), Sequences, rows);

    /// <inheritdoc/>
    public override RunnableActivity Share() => new StateActivity(Network, Sequences, States.alias().DetachFromDisposeScope(), _kept);

    /// <inheritdoc/>
    public override RunnableActivity Only(int[] positions) => new StateActivity(Network, Sequences, At(positions).DetachFromDisposeScope(), positions);
}
