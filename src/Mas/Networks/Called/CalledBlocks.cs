namespace Mas.Networks.Called;

/// <summary>How rows are put together to be called at once: longest first, so that little is padded, and no more than fits into a bounded
/// memory.</summary>
internal static class CalledBlocks
{
    /// <summary>Positions of a call, padding included.</summary>
    public const int MostPositions = 4_096;

    private const int MostNumbers = 1 << 23; // of an answer

    /// <summary>[blocks] of indices into the lengths.</summary>
    /// <param name="width">Numbers of an answer at each position.</param>
    public static IReadOnlyList<int[]> Of(int[] lengths, int width)
    {
        // Ties stay in order.
        int[] order = [.. Enumerable.Range(0, lengths.Length).Where(i => lengths[i] > 0).OrderByDescending(i => lengths[i])];
        int most = Math.Min(MostPositions, MostNumbers / Math.Max(1, width));
        var blocks = new List<int[]>();
        for (int first = 0; first < order.Length;)
        {
            int count = Math.Clamp(most / lengths[order[first]], 1, order.Length - first);
            blocks.Add(order[first..(first += count)]);
        }
        return blocks;
    }
}
