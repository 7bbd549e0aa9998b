using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Networks.Recurrent;

/// <summary>States of a recurrent network over a pool of sequences: all that computation can go on from, at whatever site.</summary>
/// <param name="network">What has run.</param>
/// <param name="sequences">The pool.</param>
/// <param name="states">[tokens, width] the state after each token; owned from here on.</param>
internal abstract class RecurrentRecording(RecurrentNetwork network, TokenRows sequences, Tensor states) : Recording
{
    private Tensor _states = states;
    private int[]? _kept; // flat positions of the states, ascending; null for all

    protected RecurrentNetwork Network => network;

    protected TokenRows Sequences => sequences;

    /// <summary>The state after each token; not to be asked for once <see cref="KeepStates"/> was called.</summary>
    protected Tensor States => _kept is null ? _states : throw new InvalidOperationException("The states of some tokens are gone.");

    /// <summary>States at flat positions, [positions, width].</summary>
    protected Tensor At(ReadOnlySpan<int> positions)
    {
        using Tensor index = network.Device.Indices(_kept is null ? positions : Array.ConvertAll(positions.ToArray(), Place));
        return _states.index_select(0, index);
    }

    private int Place(int position) => Array.BinarySearch(_kept!, position) is >= 0 and int place
        ? place : throw new InvalidOperationException($"The state at position {position} was not kept.");

    /// <summary>Drops the states at all other positions.</summary>
    protected void KeepStates(int[] positions)
    {
        Tensor fewer = At(positions).DetachFromDisposeScope();
        _states.Dispose();
        (_states, _kept) = (fewer, positions);
    }

    /// <inheritdoc/>
    public sealed override Tensor Logits(ReadOnlySpan<int> positions)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return network.Weights.Logits(At(positions)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public sealed override void Dispose() => _states.Dispose();
}
