namespace Mas.Benchmarks.Steps;

/// <summary>Sequences of unequal length as one rectangle. What follows a row's end is any token: nobody looks at it.</summary>
internal sealed class PaddedRows
{
    private readonly long[] _tokens; // [longest, batch]

    public PaddedRows(IReadOnlyList<int[]> rows)
    {
        (Count, Longest) = (rows.Count, rows.Max(row => row.Length));
        _tokens = new long[Longest * Count];
        for (int i = 0; i < Count; i++)
            for (int t = 0; t < rows[i].Length; t++)
                _tokens[t * Count + i] = rows[i][t];
    }

    public int Count { get; }

    public int Longest { get; }

    /// <summary>The tokens of one time step, [batch].</summary>
    public Tensor At(int step) => tensor(_tokens.AsSpan(step * Count, Count).ToArray());

    /// <summary>The tokens after each of the first steps, [(longest − 1) · batch].</summary>
    public Tensor Next() => tensor(_tokens.AsSpan(Count).ToArray());
}
