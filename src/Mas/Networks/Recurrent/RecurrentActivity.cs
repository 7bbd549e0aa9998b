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

/// <summary>At site <c>state</c>: the states are the latents.</summary>
internal sealed class StateActivity(RecurrentNetwork network, TokenRows sequences, Tensor states, int[]? kept = null)
    : RecurrentActivity(network, sequences, states, kept)
{
    private readonly int[]? _kept = kept;

    public override int Width => Network.Weights.Width;

    public override Tensor Latents(ReadOnlySpan<int> positions) => At(positions);

    public override PreparedTargets Prepare(TargetRows rows, Tensor? continuations = null) => WrittenOutTargets.Fit(Network, rows)
        ? new WrittenOutTargets(Network, At(rows.First), Sequences, rows)
        : new StateTargets(Network, At(rows.First), Sequences, rows);

    public override RunnableActivity Share() => new StateActivity(Network, Sequences, States.alias().DetachFromDisposeScope(), _kept);

    public override RunnableActivity Only(int[] positions) =>
        new StateActivity(Network, Sequences, At(positions).DetachFromDisposeScope(), positions);
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
