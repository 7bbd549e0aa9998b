using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Networks.Recurrent;

/// <summary>At site <c>state</c>: the states are the latents.</summary>
internal sealed class StateRecording(RecurrentNetwork network, TokenRows sequences, Tensor states) : RecurrentRecording(network, sequences, states)
{
    /// <inheritdoc/>
    public override int Width => Network.Weights.Width;

    /// <inheritdoc/>
    public override Tensor Latents(ReadOnlySpan<int> positions)
    {
        using Tensor index = Indices.ToTensor(positions);
        return States.index_select(0, index);
    }

    /// <inheritdoc/>
    public override PreparedTargets Prepare(TargetRows rows) => WrittenOutTargets.Fit(Network, rows)
        ? new WrittenOutTargets(Network, States, Sequences, rows) : new StateTargets(Network, States, Sequences, rows);
}
