namespace Mas.Similarity;

/// <summary>Discordant pairs of two rankings in O(m log m), by merge sort (Knight 1966).</summary>
internal static class Concordance
{
    /// <summary>Pairs that the two order differently, and pairs that are tied in both.</summary>
    /// <param name="order">[m] places by rising value of the first.</param>
    /// <param name="first">[m] its numbers, one for equal values.</param>
    /// <param name="second">[m] those of the second.</param>
    public static (long Discordant, long TiedInBoth) Count(int[] order, int[] first, int[] second)
    {
        int[] values = Array.ConvertAll(order, place => second[place]);
        long tied = 0;
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = start + 1;
            while (end < order.Length && first[order[end]] == first[order[start]])
                end++;
            // Within a tie of the first no pair is discordant.
            values.AsSpan(start, end - start).Sort();
            tied += EqualPairs(values.AsSpan(start, end - start));
        }
        return (Inversions(values), tied);
    }

    /// <summary>Pairs of equal numbers.</summary>
    public static long EqualPairs(ReadOnlySpan<int> sorted)
    {
        long pairs = 0;
        int run = 0;
        for (int i = 1; i < sorted.Length; i++)
        {
            run = sorted[i] == sorted[i - 1] ? run + 1 : 0;
            pairs += run;
        }
        return pairs;
    }

    // Pairs i < j with value i above value j; the values are sorted on the way.
    private static long Inversions(int[] values)
    {
        var other = new int[values.Length];
        long count = 0;
        for (int half = 1; half < values.Length; half *= 2)
        {
            for (int start = 0; start < values.Length; start += 2 * half)
                count += Merge(values, other, start, Math.Min(start + half, values.Length), Math.Min(start + 2 * half, values.Length));
            (values, other) = (other, values);
        }
        return count;
    }

    private static long Merge(int[] from, int[] to, int start, int middle, int end)
    {
        long count = 0;
        for (int left = start, right = middle, place = start; place < end; place++)
        {
            if (left < middle && (right == end || from[left] <= from[right]))
            {
                to[place] = from[left++];
            }
            else
            {
                count += middle - left;
                to[place] = from[right++];
            }
        }
        return count;
    }
}
