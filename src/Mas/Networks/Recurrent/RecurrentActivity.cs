namespace Mas.Networks.Recurrent;

/// <summary>States of a recurrent network over a pool of sequences: all that computation can go on from, at whatever site.</summary>
/// <param name="states">[positions, width] the state after each token; owned from here on.</param>
/// <param name="kept">[positions] flat positions of the states, ascending; null for all.</param>
internal abstract class RecurrentActivity(RecurrentNetwork network, TokenRows sequences, Tensor states, int[]? kept = null)
    : RunnableActivity
{
    protected RecurrentNetwork Network => network;

    protected TokenRows Sequences => sequences;

    protected Tensor States => states;

    /// <summary>States at flat positions, [positions, width].</summary>
    public Tensor At(ReadOnlySpan<int> positions) => states.Rows(kept is null ? positions : Array.ConvertAll(positions.ToArray(), Place));

    /// <summary>States before the tokens at flat positions, [positions, width]; before a sequence's first it is the start.</summary>
    public Tensor Before(int[] positions)
    {
        using var scope = NewDisposeScope();
        int[] later = [.. Enumerable.Range(0, positions.Length).Where(i => Array.BinarySearch(sequences.Offsets, positions[i]) < 0)];
        Tensor found = At(Array.ConvertAll(later, i => positions[i] - 1));
        return network.Weights.Start(positions.Length)
            .index_copy_(0, network.Device.Indices(Array.ConvertAll(later, i => (long)i)), found).MoveToOuterDisposeScope();
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

/// <summary>At <c>state</c>, or at one layer's part of it: the states are the latents.</summary>
internal sealed class StateActivity(
    RecurrentNetwork network, StatePlace place, TokenRows sequences, Tensor states, int[]? kept = null)
    : RecurrentActivity(network, sequences, states, kept)
{
    private readonly int[]? _kept = kept;

    public override int Width => place.Width;

    public override Tensor Latents(ReadOnlySpan<int> positions)
    {
        using var scope = NewDisposeScope();
        return place.Of(At(positions)).MoveToOuterDisposeScope();
    }

    public override PreparedTargets Prepare(TargetRows rows, Tensor? continuations = null) => WrittenOutTargets.Fit(Network, rows)
        ? new WrittenOutTargets(Network, At(rows.First), Sequences, rows)
        : new StateTargets(Network, place, At(rows.First), place.HasLayersAbove ? Before(rows.First) : null, Sequences, rows);

    public override RunnableActivity Share() =>
        new StateActivity(Network, place, Sequences, States.alias().DetachFromDisposeScope(), _kept);

    // Layers above go on from the states before, too.
    public override RunnableActivity Only(int[] positions)
    {
        int[] needed = place.HasLayersAbove
            ? [.. positions.Union(positions.Where(one => Array.BinarySearch(Sequences.Offsets, one) < 0).Select(one => one - 1)).Order()]
            : positions;
        return new StateActivity(Network, place, Sequences, At(needed).DetachFromDisposeScope(), needed);
    }
}

/// <summary>At site <c>embedding</c>: the latents are rows of the embedding table, none of which is stored.</summary>
internal sealed class EmbeddingActivity(RecurrentNetwork network, TokenRows sequences, Tensor states)
    : RecurrentActivity(network, sequences, states)
{
    public override int Width => Network.Embedding.Width;

    public override Tensor Latents(ReadOnlySpan<int> positions)
    {
        var words = new int[positions.Length];
        for (int i = 0; i < words.Length; i++)
            words[i] = Sequences.Tokens[positions[i]];
        return Network.Weights.Embedding.Rows(words);
    }

    public override PreparedTargets Prepare(TargetRows rows, Tensor? continuations = null) =>
        new EmbeddingTargets(this, Network, Sequences, rows);

    public override RunnableActivity Share() => new EmbeddingActivity(Network, Sequences, States.alias().DetachFromDisposeScope());
}
