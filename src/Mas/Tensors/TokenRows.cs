namespace Mas.Tensors;

/// <summary>Rows of token ids of unequal length in one array, without padding: row i is <c>Tokens[Offsets[i] .. Offsets[i + 1]]</c>. A flat
/// position is an index into <see cref="Tokens"/>.</summary>
/// <param name="Tokens">[tokens] ids.</param>
/// <param name="Offsets">[rows + 1] rising, from 0 to the number of tokens.</param>
public sealed record TokenRows(int[] Tokens, int[] Offsets)
{
    /// <summary>[rows, feature width] continuous inputs, one row for each sequence; empty where the task has none.</summary>
    public float[] Features { get; init; } = [];

    /// <summary>What stands for the ids that no word has: vectors, which are fed one at each position; null where words are fed.</summary>
    public StimulusTable? Stimuli { get; init; }

    public int Count => Offsets.Length - 1;

    public int Length(int row) => Offsets[row + 1] - Offsets[row];

    public ReadOnlySpan<int> Row(int row) => Tokens.AsSpan(Offsets[row], Length(row));

    /// <summary>Puts rows one behind the other.</summary>
    public static TokenRows From(IReadOnlyList<int[]> rows)
    {
        var offsets = new int[rows.Count + 1];
        for (int i = 0; i < rows.Count; i++)
            offsets[i + 1] = offsets[i] + rows[i].Length;
        var tokens = new int[offsets[^1]];
        for (int i = 0; i < rows.Count; i++)
            rows[i].CopyTo(tokens, offsets[i]);
        return new TokenRows(tokens, offsets);
    }
}
