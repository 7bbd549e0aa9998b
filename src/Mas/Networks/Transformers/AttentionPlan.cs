namespace Mas.Networks.Transformers;

/// <summary>How rows of unequal length attend together. Positions stand one row behind the other in a stream without padding; only the
/// scores are padded, within groups of rows of similar length, which costs little beside the products of the block.</summary>
internal sealed class AttentionPlan : IDisposable
{
    private const int RowsPerGroup = 16; // fewer pad less and call more

    private readonly AttentionGroup[] _groups;
    private readonly Tensor _queries; // [Σ padded queries] int64, into the stream
    private readonly Tensor _keys;    // [Σ padded keys] int64, into the stream
    private readonly Tensor _found;   // [asked] int64, where each query's result stands among the padded ones
    private readonly long[] _queryCounts, _keyCounts;

    public AttentionPlan(IReadOnlyList<AttentionRow> rows, Device device)
    {
        int[] order = [.. Enumerable.Range(0, rows.Count).Where(row => rows[row].Queries.Length > 0)
            .OrderBy(row => rows[row].Length).ThenBy(row => rows[row].Queries.Length).ThenBy(row => rows[row].Prefix)];
        int[][] members = [.. order.Chunk(RowsPerGroup)];
        _groups = [.. members.Select(group => new AttentionGroup([.. group.Select(row => rows[row])], device))];
        _queryCounts = [.. _groups.Select(group => (long)group.QueryPlaces.Length)];
        _keyCounts = [.. _groups.Select(group => (long)group.KeyPlaces.Length)];
        _queries = device.Indices([.. _groups.SelectMany(group => group.QueryPlaces)]).DetachFromDisposeScope();
        _keys = device.Indices([.. _groups.SelectMany(group => group.KeyPlaces)]).DetachFromDisposeScope();
        _found = device.Indices(Found(rows, members)).DetachFromDisposeScope();
        Asking = device.Indices([.. rows.SelectMany(row => row.Queries.Select(query => (long)row.Start + query))]).DetachFromDisposeScope();
    }

    /// <summary>[asked] int64, places in the stream of those that ask, row by row.</summary>
    public Tensor Asking { get; }

    /// <summary>Scores that are computed, those of padding and of later positions included.</summary>
    public long Scores => _groups.Sum(group => group.Scores);

    /// <summary>By group: what <see cref="Attend"/> needs of a block's recorded keys and values, [tokens, 2 width].</summary>
    public Tensor[] Prefix(Tensor recorded) => Array.ConvertAll(_groups, group => group.Prefix(recorded));

    /// <summary>What the positions that ask find, [asked, width].</summary>
    /// <param name="queries">[positions, width]</param>
    /// <param name="keysAndValues">[positions, 2 width]</param>
    /// <param name="prefix">By group; null where every row begins with its sequence.</param>
    /// <param name="heads">They divide the width among them.</param>
    public Tensor Attend(Tensor queries, Tensor keysAndValues, Tensor[]? prefix, int heads)
    {
        if (_groups.Length == 0)
            return queries.index_select(0, Asking);
        using var scope = NewDisposeScope();
        // One gather for all groups: each one's backward would fill a gradient for the whole stream.
        Tensor[] asked = queries.index_select(0, _queries).split(_queryCounts, 0);
        Tensor[] attended = keysAndValues.index_select(0, _keys).split(_keyCounts, 0);
        Tensor[] found = [.. _groups.Select((group, g) => group.Attend(asked[g], attended[g], prefix?[g], heads))];
        return cat(found, 0).index_select(0, _found).MoveToOuterDisposeScope();
    }

    private long[] Found(IReadOnlyList<AttentionRow> rows, int[][] members)
    {
        var first = new long[rows.Count];
        long start = 0;
        for (int g = 0; g < members.Length; start += _queryCounts[g], g++)
            for (int r = 0; r < members[g].Length; r++)
                first[members[g][r]] = start + (long)r * _groups[g].QueriesPerRow;
        return [.. rows.SelectMany((row, i) => row.Queries.Select((_, q) => first[i] + q))];
    }

    public void Dispose()
    {
        foreach (AttentionGroup group in _groups)
            group.Dispose();
        _queries.Dispose();
        _keys.Dispose();
        _found.Dispose();
        Asking.Dispose();
    }
}
