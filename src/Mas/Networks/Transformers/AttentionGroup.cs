namespace Mas.Networks.Transformers;

/// <summary>Rows of similar length, which attend together: padded to the longest of them in the scores and nowhere else.</summary>
internal sealed class AttentionGroup : IDisposable
{
    private readonly int _rows, _keys, _prefix;
    private readonly Tensor _mask;   // [rows, 1, queries, prefix + keys] true where a query attends
    private readonly Tensor _before; // [rows · prefix] int64, flat positions in the recording

    public AttentionGroup(IReadOnlyList<AttentionRow> rows, Device device)
    {
        _rows = rows.Count;
        QueriesPerRow = rows.Max(row => row.Queries.Length);
        _keys = rows.Max(row => row.Length);
        _prefix = rows.Max(row => row.Prefix);
        _mask = device.Flags(Mask(rows), _rows, 1, QueriesPerRow, _prefix + _keys).DetachFromDisposeScope();
        _before = device.Indices(Padded(rows, _prefix, (row, j) => j < row.Prefix ? row.PrefixStart + j : 0)).DetachFromDisposeScope();
        QueryPlaces = Padded(rows, QueriesPerRow, (row, q) => q < row.Queries.Length ? row.Start + row.Queries[q] : 0);
        KeyPlaces = Padded(rows, _keys, (row, k) => k < row.Length ? row.Start + k : 0);
    }

    /// <summary>[rows · queries] which positions of the stream ask; 0 where the row has fewer.</summary>
    public long[] QueryPlaces { get; }

    /// <summary>[rows · keys] which positions of the stream are attended to; 0 where the row has fewer.</summary>
    public long[] KeyPlaces { get; }

    /// <summary>Queries of a padded row.</summary>
    public int QueriesPerRow { get; }

    /// <summary>Scores that are computed, those of padding included.</summary>
    public long Scores => (long)_rows * QueriesPerRow * (_prefix + _keys);

    /// <summary>Keys and values before each row's first position, [rows, prefix, 2 width].</summary>
    /// <param name="recorded">[tokens, 2 width] those of the pool.</param>
    public Tensor Prefix(Tensor recorded)
    {
        using Tensor flat = recorded.index_select(0, _before);
        return flat.view(_rows, _prefix, recorded.size(1));
    }

    /// <summary>What the queries find, [rows · queries, width].</summary>
    /// <param name="queries">[rows · queries, width]</param>
    /// <param name="keysAndValues">[rows · keys, 2 width]</param>
    /// <param name="prefix">[rows, prefix, 2 width]; null where every row begins with its sequence.</param>
    /// <param name="heads">They divide the width among them.</param>
    public Tensor Attend(Tensor queries, Tensor keysAndValues, Tensor? prefix, int heads)
    {
        using var scope = NewDisposeScope();
        long width = queries.size(1);
        Tensor own = keysAndValues.view(_rows, _keys, 2 * width);
        Tensor all = prefix is null ? own : cat([prefix, own], 1); // [rows, prefix + keys, 2 width]
        Tensor ByHead(Tensor vectors) => vectors.view(_rows, vectors.size(1), heads, width / heads).transpose(1, 2);
        return nn.functional.scaled_dot_product_attention(
            ByHead(queries.view(_rows, QueriesPerRow, width)), ByHead(all.narrow(2, 0, width)), ByHead(all.narrow(2, width, width)), _mask)
            .transpose(1, 2).reshape(queries.shape).MoveToOuterDisposeScope();
    }

    // A query that pads a row attends like the row's first position, so that no score is undefined.
    private bool[] Mask(IReadOnlyList<AttentionRow> rows)
    {
        int all = _prefix + _keys;
        var mask = new bool[_rows * QueriesPerRow * all];
        for (int r = 0; r < _rows; r++)
        {
            for (int q = 0; q < QueriesPerRow; q++)
            {
                Span<bool> seen = mask.AsSpan((r * QueriesPerRow + q) * all, all);
                seen[..rows[r].Prefix].Fill(true);
                seen.Slice(_prefix, 1 + (q < rows[r].Queries.Length ? rows[r].Queries[q] : 0)).Fill(true);
            }
        }
        return mask;
    }

    private static long[] Padded(IReadOnlyList<AttentionRow> rows, int length, Func<AttentionRow, int, int> place)
    {
        var places = new long[rows.Count * length];
        for (int r = 0; r < rows.Count; r++)
            for (int i = 0; i < length; i++)
                places[r * length + i] = place(rows[r], i);
        return places;
    }

    public void Dispose()
    {
        _mask.Dispose();
        _before.Dispose();
    }
}

/// <summary>One row of positions that run together through a block.</summary>
/// <param name="Start">Place of its first position in the stream; the others follow.</param>
/// <param name="PrefixStart">Flat position of its sequence's first token in the recording.</param>
/// <param name="Prefix">Number of positions before its first one: their keys and values come from the recording.</param>
/// <param name="Queries">Which of its positions ask, counted from its first one; the others are only attended to.</param>
internal sealed record AttentionRow(int Start, int Length, int PrefixStart, int Prefix, int[] Queries)
{
    /// <summary>[positions] of the stream, each counted from the first token of its sequence.</summary>
    public static int[] Positions(IEnumerable<AttentionRow> rows) =>
        [.. rows.SelectMany(row => Enumerable.Range(row.Prefix, row.Length))];
}
