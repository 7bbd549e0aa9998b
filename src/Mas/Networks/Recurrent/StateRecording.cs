using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Networks.Recurrent;

/// <summary>At site <c>state</c>: the states are the latents.</summary>
internal sealed class StateRecording(RecurrentNetwork network, TokenRows sequences, Tensor states) : RecurrentRecording(network, sequences, states)
{
    /// <inheritdoc/>
    public override int Width => Network.Weights.Width;

    /// <inheritdoc/>
    public override Tensor Latents(ReadOnlySpan<int> positions) => At(positions);

    /// <inheritdoc/>
    public override PreparedTargets Prepare(TargetRows rows) => WrittenOutTargets.Fit(Network, rows)
        ? new WrittenOutTargets(Network, At(rows.First), Sequences, rows)
        : new StateTargets(Network, At(rows.First), Sequences, rows);

    /// <inheritdoc/>
    public override void Keep(int[] positions) => KeepStates(positions);
}
