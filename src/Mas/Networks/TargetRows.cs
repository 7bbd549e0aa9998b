namespace Mas.Networks;

/// <summary>Target samples that will be intervened on. Row i is a natural sequence of the recorded pool up to flat position <c>Last[i]</c>,
/// and from there its continuation; its latents at <c>First[i]</c> … <c>Last[i]</c> will be replaced.</summary>
/// <remarks>An <b>entry</b> is one intervened position of one row. Entries are numbered row by row.</remarks>
/// <param name="First">[rows] flat position of the first latent that is replaced: <c>Last</c> itself under the single scheme, the
/// sequence's first token under the stepwise one.</param>
/// <param name="Last">[rows] flat position of the last one.</param>
/// <param name="Continuations">[rows] tokens that follow it, the last one only predicted, never fed.</param>
public sealed record TargetRows(int[] First, int[] Last, TokenRows Continuations)
{
    /// <summary>Number of rows.</summary>
    public int Count => Last.Length;

    /// <summary>[rows + 1] number of the first entry of each row.</summary>
    public int[] EntryOffsets { get; } = Offsets(First, Last);

    /// <summary>The first rows alone.</summary>
    public TargetRows Take(int count) => count == Count ? this : new(
        First[..count], Last[..count], new TokenRows(Continuations.Tokens, Continuations.Offsets[..(count + 1)]));

    /// <summary>Number of positions after the row's first entry at which a place stands.</summary>
    public int AfterFirst(int row, int step) => Last[row] - First[row] + step;

    /// <summary>[entries] flat position of each entry.</summary>
    public int[] EntryPositions()
    {
        var positions = new int[EntryOffsets[^1]];
        for (int row = 0; row < Count; row++)
            for (int position = First[row]; position <= Last[row]; position++)
                positions[EntryOffsets[row] + position - First[row]] = position;
        return positions;
    }

    private static int[] Offsets(int[] first, int[] last)
    {
        var offsets = new int[last.Length + 1];
        for (int row = 0; row < last.Length; row++)
            offsets[row + 1] = offsets[row] + last[row] - first[row] + 1;
        return offsets;
    }
}
