using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Networks.Recurrent;

/// <summary>States of a recurrent network over a pool of sequences: all that computation can go on from, at whatever site.</summary>
/// <param name="network">What has run.</param>
/// <param name="sequences">The pool.</param>
/// <param name="states">[tokens, width] the state after each token; owned from here on.</param>
internal abstract class RecurrentRecording(RecurrentNetwork network, TokenRows sequences, Tensor states) : Recording
{
    protected RecurrentNetwork Network => network;

    protected TokenRows Sequences => sequences;

    protected Tensor States => states;

    /// <inheritdoc/>
    public sealed override Tensor Logits(ReadOnlySpan<int> positions)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return network.Weights.Logits(states.index_select(0, Indices.ToTensor(positions))).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public sealed override void Dispose() => states.Dispose();
}
