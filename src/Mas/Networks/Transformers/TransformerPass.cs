namespace Mas.Networks.Transformers;

/// <summary>Rows of positions that go through some of the blocks together, differentiably in the stream and in the weights. In the last
/// block only the positions whose result is wanted ask; the others are only attended to.</summary>
/// <param name="rows">The rows, in the order of the stream; those that ask are the wanted ones.</param>
internal sealed class TransformerPass(TransformerWeights weights, IReadOnlyList<AttentionRow> rows) : IDisposable
{
    private readonly RotaryAngles? _angles = weights.Design.Positions != PositionCode.Rotary ? null
        : new(AttentionRow.Positions(rows), weights.Width / weights.Design.Heads, weights.Device);
    private readonly AttentionPlan _wanted = new(rows, weights.Device);
    private readonly Lazy<AttentionPlan> _all = new(() => new AttentionPlan( // where more than one block runs
        [.. rows.Select(row => row with { Queries = [.. Enumerable.Range(0, row.Length)] })], weights.Device));

    /// <summary>Told of every part that runs: the place before it, the stream there, what the part adds to it, and where that is attention,
    /// its keys and values. In the last block these are of the wanted positions alone, but for the keys and values.</summary>
    internal delegate void PartSeen(StreamPlace place, Tensor stream, Tensor added, Tensor? keysAndValues);

    /// <summary>The stream at <paramref name="to"/> at the wanted positions, row by row, [wanted, width].</summary>
    /// <param name="stream">[positions, width] the stream at <paramref name="from"/>.</param>
    /// <param name="from">Where it begins.</param>
    /// <param name="to">Where it ends; nothing runs where that is the beginning.</param>
    /// <param name="recorded">Keys and values of every block, each [tokens, 2 width]; null where every row begins with its
    /// sequence.</param>
    /// <param name="seen">Told of what runs.</param>
    public Tensor Run(Tensor stream, StreamPlace from, StreamPlace to, IReadOnlyList<Tensor>? recorded, PartSeen? seen = null)
    {
        using var scope = NewDisposeScope();
        int last = to.AfterAttention ? to.Block : to.Block - 1;
        bool isAll = true;
        for (StreamPlace at = from; at != to; at = at.Next)
        {
            bool narrows = isAll && at.Block == last;
            Tensor before = narrows ? stream.index_select(0, _wanted.Asking) : stream;
            (Tensor added, Tensor? keysAndValues) = at.AfterAttention
                ? (weights.Blocks[at.Block].FeedForward(before), null)
                : Attention(at.Block, stream, narrows ? _wanted : _all.Value, recorded?[at.Block]);
            seen?.Invoke(at, before, added, keysAndValues);
            stream = weights.Blocks[at.Block].Joined(at.AfterAttention, before, added);
            isAll &= !narrows;
        }
        return (isAll ? stream.index_select(0, _wanted.Asking) : stream).MoveToOuterDisposeScope();
    }

    private (Tensor Added, Tensor KeysAndValues) Attention(int block, Tensor stream, AttentionPlan plan, Tensor? recorded)
    {
        (Tensor queries, Tensor keysAndValues) = weights.Blocks[block].Project(stream, _angles);
        Tensor found = plan.Attend(
            queries, keysAndValues, recorded is null ? null : plan.Prefix(recorded), weights.Design.Heads);
        return (weights.Blocks[block].Attention(found), keysAndValues);
    }

    public void Dispose()
    {
        _angles?.Dispose();
        if (_all.IsValueCreated)
            _all.Value.Dispose();
        _wanted.Dispose();
    }
}
