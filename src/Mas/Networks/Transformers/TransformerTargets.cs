namespace Mas.Networks.Transformers;

/// <summary>Targets of a transformer. Positions before the first entry are the recorded keys and values. The stream at a site does not
/// depend on what is replaced at other positions of that site: entries' latents are the natural ones, and so is what the continuation
/// brings to the site, which is computed once. Latents that a part adds are replaced beside the natural stream that they are added to. What
/// is left to run are the entries and the continuation, through what is above.</summary>
internal sealed class TransformerTargets : PreparedTargets
{
    private readonly TransformerActivity _activity;
    private readonly Tensor _latents;      // [entries, width] natural
    private readonly Tensor? _beside;      // [entries, width] natural stream that they are added to; null where they are the stream
    private readonly Tensor _continuation; // [fed, width] natural stream at the site, with what is added there
    private readonly Lazy<Tensor> _later;  // [fed, width] natural latents
    private readonly Tensor _order;        // [entries + fed] int64: row by row, entries before continuations
    private readonly int[] _entries, _starts, _fed;
    private (TargetPlaces? Places, TransformerPass Pass)? _last; // of the places that were last asked for

    /// <param name="continuations">[fed, width] what the continuations bring to the site; null runs what is below it.</param>
    public TransformerTargets(TransformerActivity activity, TargetRows rows, Tensor? continuations)
        : base(rows)
    {
        using var scope = NewDisposeScope();
        _activity = activity;
        _entries = [.. Enumerable.Range(0, rows.EntryOffsets[^1])];
        _latents = activity.Latents(rows.EntryPositions()).DetachFromDisposeScope();
        _beside = activity.Beside(rows.EntryPositions())?.DetachFromDisposeScope();
        _starts = Array.ConvertAll(rows.First, activity.StartOf);
        _fed = Fed(rows);
        _continuation = (continuations?.alias() ?? Continuation(activity, rows)).DetachFromDisposeScope();
        _later = new(() => activity.Site.IsAdded ? Added(activity, rows) : _continuation.alias().DetachFromDisposeScope());
        var order = new List<long>();
        for (int row = 0, done = 0; row < rows.Count; done += _fed[row++])
        {
            order.AddRange(Enumerable.Range(rows.EntryOffsets[row], Entries(row)).Select(entry => (long)entry));
            order.AddRange(Enumerable.Range(_entries.Length + done, _fed[row]).Select(place => (long)place));
        }
        _order = activity.Weights.Device.Indices(order.ToArray()).DetachFromDisposeScope();
    }

    private StreamPlace Rest => _activity.Site.Rest;

    private StreamPlace End => new(_activity.Weights.Blocks.Count);

    public override int PositionsRun => Rest == End ? 0 : (int)_order.size(0);

    private int Entries(int row) => Rows.Last[row] - Rows.First[row] + 1;

    private static int[] Fed(TargetRows rows) => [.. Enumerable.Range(0, rows.Count).Select(row => rows.Continuations.Length(row) - 1)];

    public override TargetReadings Resume(Replacement replace, TargetReads reads)
    {
        using var scope = NewDisposeScope();
        Tensor? logits = null;
        if (reads.Logits is { } places)
        {
            Tensor replaced = replace(_latents, _entries), entries = _beside is null ? replaced : Joined(_beside, replaced);
            Tensor stream = cat([entries, _continuation], 0).index_select(0, _order);
            logits = _activity.Weights.Logits(PassOf(places).Run(stream, Rest, End, _activity.KeysAndValues));
        }
        return new TargetReadings(logits, reads.Latents is { } later ? _later.Value.Rows(Later(later)) : null).MoveOut();
    }

    private Tensor Joined(Tensor beside, Tensor replaced)
    {
        StreamPlace place = _activity.Site.Place;
        return _activity.Weights.Blocks[place.Block].Joined(place.AfterAttention, beside, replaced);
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

    /// <summary>What continuations bring to the site, [fed, width]: what is below it sees nothing of an intervention.</summary>
    public static Tensor Continuation(TransformerActivity activity, TargetRows rows) => Run(activity, rows, seen: null);

    // What the site's part adds there, [fed, width]; belongs to the caller.
    private static Tensor Added(TransformerActivity activity, TargetRows rows)
    {
        Tensor? found = null;
        using Tensor stream = Run(activity, rows, (place, _, added, _) =>
            found = place == activity.Site.Place ? added.alias().DetachFromDisposeScope() : found);
        return found!;
    }

    private static Tensor Run(TransformerActivity activity, TargetRows rows, TransformerPass.PartSeen? seen)
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
        Tensor stream = activity.Weights.Embed(words.ToArray(), AttentionRow.Positions(running));
        if (activity.Site.Rest.IsFirst || words.Count == 0)
            return stream.MoveToOuterDisposeScope();
        using var pass = new TransformerPass(activity.Weights, running);
        return pass.Run(stream, default, activity.Site.Rest, activity.KeysAndValues, seen).MoveToOuterDisposeScope();
    }

    public override void Dispose()
    {
        _last?.Pass.Dispose();
        _latents.Dispose();
        _beside?.Dispose();
        _continuation.Dispose();
        if (_later.IsValueCreated)
            _later.Value.Dispose();
        _order.Dispose();
    }
}
