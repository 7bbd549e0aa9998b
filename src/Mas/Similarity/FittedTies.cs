namespace Mas.Similarity;

/// <summary>A vector over pairs of samples as Kendall's correlations need it: its order and its ties.</summary>
internal sealed class FittedTies : Fitted
{
    private readonly int[] _order;   // [m] places by rising value; those from n(n − 1)/2 on are samples with themselves
    private readonly int[] _numbers; // [m] 0, 1, 2 … by rising value, one for equal values
    private readonly long _tied;     // pairs of equal values

    private FittedTies(string measure, int samples, int width, int[] order, int[] numbers, long tied)
        : base(measure, samples, width) => (_order, _numbers, _tied) = (order, numbers, tied);

    /// <param name="ranking">[n(n − 1)/2], or n more with the diagonal.</param>
    public static FittedTies Of(string measure, Representation representation, Ranking ranking)
    {
        int[] numbers = ranking.TieNumbers(), rising = Array.ConvertAll(ranking.Order, place => numbers[place]);
        return new(measure, representation.Samples, representation.Width, ranking.Order, numbers, Concordance.EqualPairs(rising));
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
        int[] places = Inverse(sources);
        int[] moved = Array.ConvertAll(_order, place => places[place]), numbers = Array.ConvertAll(sources, place => _numbers[place]);
        return new FittedTies(Measure, Samples, Width, moved, numbers, _tied);
    }

    public override void Dispose()
    {
    }
}
