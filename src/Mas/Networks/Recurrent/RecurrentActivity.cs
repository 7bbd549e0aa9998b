namespace Mas.Networks.Recurrent;

/// <summary>States of a recurrent network over a pool of sequences: all that computation can go on from, at whatever site.</summary>
/// <param name="network">What has run.</param>
/// <param name="sequences">The pool.</param>
/// <param name="states">[positions, width] the state after each token; owned from here on.</param>
/// <param name="kept">[positions] flat positions of the states, ascending; null for all.</param>
internal abstract class RecurrentActivity(RecurrentNetwork network, TokenRows sequences, Tensor states, int[]? kept = null)
    : RunnableActivity
{
    protected RecurrentNetwork Network => network;

    protected TokenRows Sequences => sequences;

    /// <summary>The states as they are held.</summary>
    protected Tensor States => states;

    /// <summary>States at flat positions, [positions, width].</summary>
    public Tensor At(ReadOnlySpan<int> positions)
    {
        using Tensor index = network.Device.Indices(kept is null ? positions : Array.ConvertAll(positions.ToArray(), Place));
        return states.index_select(0, index);
    }

    private int Place(int position) => Array.BinarySearch(kept!, position) is >= 0 and int place
        ? place : throw new InvalidOperationException($"The state at position {position} was not kept.");

    public sealed override Tensor Logits(ReadOnlySpan<int> positions)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return network.Weights.Logits(At(positions)).MoveToOuterDisposeScope();
    }

    public sealed override void Dispose() => states.Dispose();
}
