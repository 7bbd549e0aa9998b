namespace Mas.Similarity;

/// <summary>A vector over pairs of samples as Kendall's correlations need it: its order and its ties.</summary>
internal sealed class FittedTies : Fitted
{
    private readonly int[] _order;   // [m] places by rising value; those from n(n − 1)/2 on are samples with themselves
    private readonly int[] _numbers; // [m] 0, 1, 2 … by rising value, one for equal values
    private readonly long _tied;     // pairs of equal values

    /// <param name="measure">Name of the measure.</param>
    /// <param name="samples">n</param>
    /// <param name="width">d</param>
    /// <param name="ranking">[n(n − 1)/2], or n more with the diagonal.</param>
    public FittedTies(string measure, int samples, int width, Ranking ranking)
        : this(measure, samples, width, ranking.Order, ranking.TieNumbers())
    {
    }

    private FittedTies(string measure, int samples, int width, int[] order, int[] numbers)
        : base(measure, samples, width)
    {
        (_order, _numbers) = (order, numbers);
        _tied = TiedPairs(order, numbers);
    }

    /// <summary>Concordant less discordant pairs of dissimilarities, all of them, and those tied in each.</summary>
    public static (double Difference, double All, double Tied, double OtherTied) Count(Fitted one, Fitted other)
    {
        (FittedTies a, FittedTies b) = ((FittedTies)one, (FittedTies)other);
        (long discordant, long tiedInBoth) = Concordance.Count(a._order, a._numbers, b._numbers);
        double m = a._order.Length, all = m * (m - 1) / 2;
        return (all - a._tied - b._tied + tiedInBoth - 2.0 * discordant, all, a._tied, b._tied);
    }

    public override Fitted Reordered(int[] order)
    {
        int[] own = [.. Enumerable.Range(0, _order.Length)], sources = [.. own];
        int pairs = Triangle.Pairs(Samples);
        Triangle.Reorder<int>(own.AsSpan(0, pairs), sources.AsSpan(0, pairs), order);
        for (int diagonal = pairs; diagonal < sources.Length; diagonal++)
            sources[diagonal] = pairs + order[diagonal - pairs];
        var places = new int[sources.Length];
        for (int place = 0; place < places.Length; place++)
            places[sources[place]] = place;
        return new FittedTies(Measure, Samples, Width, Array.ConvertAll(_order, place => places[place]), Array.ConvertAll(sources, place => _numbers[place]));
    }

    private static long TiedPairs(int[] order, int[] numbers)
    {
        long pairs = 0;
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = start + 1;
            while (end < order.Length && numbers[order[end]] == numbers[order[start]])
                end++;
            pairs += (long)(end - start) * (end - start - 1) / 2;
        }
        return pairs;
    }

    public override void Dispose()
    {
    }
}
