namespace Mas.Networks.Pretrained;

/// <summary>Targets of a decoder. A row is the natural stream before its first entry, the entries, and what is fed after the last one. The
/// stream at a site depends on nothing that is replaced there, so that what is below it runs for what is fed alone, once. Places may be
/// read within the entries, at steps below 0: a prediction depends on the positions before it only.</summary>
internal sealed class DecoderTargets : PreparedTargets
{
    private readonly DecoderActivity _activity;
    private readonly Tensor _latents; // [entries, width] natural
    private readonly Tensor _beside;  // [1 + before + fed, width] a row of zeros, what stands before the entries, what is fed after them
    private readonly Tensor _order;   // [rows · time] int64: where each position's stream is, of the entries and of those beside
    private readonly int[] _entries, _before, _fed;
    private readonly int _time;

    public DecoderTargets(DecoderActivity activity, TargetRows rows)
        : base(rows)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        _activity = activity;
        _entries = [.. Enumerable.Range(0, rows.EntryOffsets[^1])];
        _before = [.. rows.First.Select(first => first - activity.Rows.Offsets[activity.RowOf(first)])];
        _fed = [.. Enumerable.Range(0, rows.Count).Select(row => rows.Continuations.Length(row) - 1)];
        _time = Enumerable.Range(0, rows.Count).Max(Length);
        _latents = activity.Latents(rows.EntryPositions()).DetachFromDisposeScope();
        int[] before = [.. Enumerable.Range(0, rows.Count)
            .SelectMany(row => Enumerable.Range(rows.First[row] - _before[row], _before[row]))];
        Tensor zero = zeros_like(_latents.narrow(0, 0, 1));
        _beside = cat([zero, .. before.Length > 0 ? [activity.Latents(before)] : Array.Empty<Tensor>(),
            .. _fed.Sum() > 0 ? [Fed()] : Array.Empty<Tensor>()], 0).DetachFromDisposeScope();
        _order = Device.Of(_latents).Indices(Order(before.Length)).DetachFromDisposeScope();
    }

    private Decoder Decoder => _activity.Decoder;

    private int Entries(int row) => Rows.Last[row] - Rows.First[row] + 1;

    private int Length(int row) => _before[row] + Entries(row) + _fed[row];

    public override int PositionsRun =>
        _activity.Site == Decoder.Config.Layers ? 0 : Enumerable.Range(0, Rows.Count).Sum(Length);

    // A short row ends in zeros, which nothing before them sees.
    private long[] Order(int before)
    {
        var order = new long[Rows.Count * _time];
        long zero = _entries.Length, beforeAt = zero + 1, fedAt = beforeAt + before;
        Array.Fill(order, zero);
        for (int row = 0, start = 0; row < Rows.Count; row++, start += _time)
        {
            int at = start;
            for (int i = 0; i < _before[row]; i++)
                order[at++] = beforeAt++;
            for (int entry = Rows.EntryOffsets[row]; entry < Rows.EntryOffsets[row + 1]; entry++)
                order[at++] = entry;
            for (int i = 0; i < _fed[row]; i++)
                order[at++] = fedAt++;
        }
        return order;
    }

    // What the fed tokens bring to the site: the blocks below have seen the target's own tokens before them. [fed, width]
    private Tensor Fed()
    {
        var ids = new int[Rows.Count * _time];
        var places = new List<long>();
        for (int row = 0; row < Rows.Count; row++)
        {
            int known = _before[row] + Entries(row), start = Rows.First[row] - _before[row];
            _activity.Rows.Tokens.AsSpan(start, known).CopyTo(ids.AsSpan(row * _time));
            Rows.Continuations.Row(row)[.._fed[row]].CopyTo(ids.AsSpan(row * _time + known));
            places.AddRange(Enumerable.Range(row * _time + known, _fed[row]).Select(place => (long)place));
        }
        Tensor stream = Decoder.Blocks(Decoder.Embed(ids, Rows.Count), 0, _activity.Site);
        return stream.reshape(-1, _activity.Width).index_select(0, Device.Of(stream).Indices([.. places]));
    }

    public override TargetReadings Resume(Replacement replace, TargetReads reads)
    {
        using var scope = NewDisposeScope();
        Tensor? logits = reads.Logits is { } places ? Decoder.Head(Ends(replace(_latents, _entries), places)) : null;
        return new TargetReadings(logits, reads.Latents is { } later ? Later(later) : null).MoveOut();
    }

    // Whatever was replaced before, later latents are what the fed tokens bring there.
    private Tensor Later(TargetPlaces places)
    {
        int first = (int)_beside.size(0) - _fed.Sum();
        int[] offsets = [.. _fed.Aggregate(new List<int> { first }, (ends, fed) => [.. ends, ends[^1] + fed])];
        return _beside.Rows([.. places.Rows.Select((row, i) => offsets[row] + places.Steps[i] - 1)]);
    }

    // What leaves the last block at some places, [places, width].
    private Tensor Ends(Tensor replaced, TargetPlaces places)
    {
        using var scope = NewDisposeScope();
        Tensor stream = cat([replaced, _beside], 0).index_select(0, _order).view(Rows.Count, _time, _activity.Width);
        Tensor end = Decoder.Blocks(stream, _activity.Site, Decoder.Config.Layers).reshape(-1, _activity.Width);
        long[] at = [.. places.Rows.Select((row, i) => (long)row * _time + _before[row] + Entries(row) - 1 + places.Steps[i])];
        return end.index_select(0, Device.Of(end).Indices(at)).MoveToOuterDisposeScope();
    }

    internal override ScoredRun Score(Replacement replace, TargetPlaces places, long[] labels, double[]? shares)
    {
        using var scope = NewDisposeScope();
        Tensor normed = Decoder.Normed(Ends(replace(_latents, _entries), places));
        ScoredRun run = new HeadScores(Decoder.Weights.Head, Decoder.Config.Vocabulary, labels, shares).Of(normed);
        run.Surrogate?.MoveToOuterDisposeScope();
        return run;
    }

    public override void Dispose()
    {
        _latents.Dispose();
        _beside.Dispose();
        _order.Dispose();
    }
}
