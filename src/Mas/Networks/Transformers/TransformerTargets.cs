namespace Mas.Networks.Transformers;

/// <summary>Targets of a transformer. Positions before the first entry are the recorded keys and values. The stream at a site does not
/// depend on what is replaced at other positions of that site: entries' latents are the natural ones, and so is what the continuation
/// brings to the site, which the blocks below compute once. What is left to run are the entries and the continuation, through the blocks
/// above.</summary>
internal sealed class TransformerTargets : PreparedTargets
{
    private readonly TransformerActivity _activity;
    private readonly Tensor _latents;      // [entries, width] natural
    private readonly Tensor _continuation; // [fed, width] natural stream at the site
    private readonly Tensor _order;        // [entries + fed] int64: row by row, entries before continuations
    private readonly int[] _entries, _starts, _fed;
    private (TargetPlaces? Places, TransformerPass Pass)? _last; // of the places that were last asked for

    /// <param name="continuations">[fed, width] what the continuations bring to the site; null runs the blocks below it.</param>
    public TransformerTargets(TransformerActivity activity, TargetRows rows, Tensor? continuations)
        : base(rows)
    {
        using var scope = NewDisposeScope();
        _activity = activity;
        _entries = [.. Enumerable.Range(0, rows.EntryOffsets[^1])];
        _latents = activity.Latents(rows.EntryPositions()).DetachFromDisposeScope();
        _starts = Array.ConvertAll(rows.First, activity.StartOf);
        _fed = Fed(rows);
        _continuation = (continuations?.alias() ?? Continuation(activity, rows)).DetachFromDisposeScope();
        var order = new List<long>();
        for (int row = 0, done = 0; row < rows.Count; done += _fed[row++])
        {
            order.AddRange(Enumerable.Range(rows.EntryOffsets[row], Entries(row)).Select(entry => (long)entry));
            order.AddRange(Enumerable.Range(_entries.Length + done, _fed[row]).Select(place => (long)place));
        }
        _order = activity.Weights.Device.Indices(order.ToArray()).DetachFromDisposeScope();
    }

    private int Blocks => _activity.Weights.Blocks.Count;

    public override int PositionsRun => _activity.Block < Blocks ? (int)_order.size(0) : 0;

    private int Entries(int row) => Rows.Last[row] - Rows.First[row] + 1;

    private static int[] Fed(TargetRows rows) => [.. Enumerable.Range(0, rows.Count).Select(row => rows.Continuations.Length(row) - 1)];

    public override TargetReadings Resume(Replacement replace, TargetReads reads)
    {
        using var scope = NewDisposeScope();
        Tensor? logits = null;
        if (reads.Logits is { } places)
        {
            Tensor stream = cat([replace(_latents, _entries), _continuation], 0).index_select(0, _order);
            logits = _activity.Weights.Logits(PassOf(places).Run(stream, _activity.Block, Blocks, _activity.KeysAndValues));
        }
        return new TargetReadings(logits, reads.Latents is { } later ? _continuation.Rows(Later(later)) : null).MoveOut();
    }

    // Later latents are those of the continuation, whatever was replaced before.
    private int[] Later(TargetPlaces places)
    {
        int[] offsets = new int[Rows.Count];
        for (int row = 1; row < offsets.Length; row++)
            offsets[row] = offsets[row - 1] + _fed[row - 1];
        return [.. places.Rows.Select((row, i) => offsets[row] + places.Steps[i] - 1)];
    }

    // Its positions are counted from the first entry: the last one predicts the first token of the continuation.
    private TransformerPass PassOf(TargetPlaces places)
    {
        if (_last is { } last && last.Places == places)
            return last.Pass;
        _last?.Pass.Dispose();
        int[] offsets = places.Offsets(Rows.Count);
        var running = new AttentionRow[Rows.Count];
        for (int row = 0, start = 0; row < running.Length; start += running[row++].Length)
        {
            int[] queries = [.. places.Steps[offsets[row]..offsets[row + 1]].Select(step => Rows.AfterFirst(row, step))];
            running[row] = new AttentionRow(start, Entries(row) + _fed[row], _starts[row], Rows.First[row] - _starts[row], queries);
        }
        _last = (places, new TransformerPass(_activity.Weights, running));
        return _last.Value.Pass;
    }

    /// <summary>What continuations bring to the site, [fed, width]: the blocks below it see nothing of an intervention.</summary>
    public static Tensor Continuation(TransformerActivity activity, TargetRows rows)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        int[] fed = Fed(rows);
        var running = new AttentionRow[rows.Count];
        var words = new List<int>();
        for (int row = 0; row < running.Length; row++)
        {
            int start = activity.StartOf(rows.First[row]);
            running[row] = new AttentionRow(words.Count, fed[row], start, rows.Last[row] - start + 1, [.. Enumerable.Range(0, fed[row])]);
            words.AddRange(rows.Continuations.Row(row)[..fed[row]]);
        }
        Tensor stream = activity.Weights.Embedding.Rows(words.ToArray());
        if (activity.Block == 0)
            return stream.MoveToOuterDisposeScope();
        using var pass = new TransformerPass(activity.Weights, running);
        return pass.Run(stream, 0, activity.Block, activity.KeysAndValues).MoveToOuterDisposeScope();
    }

    public override void Dispose()
    {
        _last?.Pass.Dispose();
        _latents.Dispose();
        _continuation.Dispose();
        _order.Dispose();
    }
}
