namespace Mas.Similarity;

/// <summary>Dissimilarities that are given, and not computed from activity, as one correlation needs them.</summary>
internal sealed class GivenVector
{
    private readonly Correlation _correlation;
    private readonly double[] _common;
    private readonly double[] _unit = []; // centred and of length 1, of values or ranks
    private readonly int[] _order = [], _numbers = [];
    private readonly long _tied;

    /// <param name="values">[m] finite.</param>
    public GivenVector(Correlation correlation, double[] values)
    {
        _correlation = correlation;
        IsConstant = values.Max() - values.Min() <= Ranking.Tolerance * values.Max(Math.Abs);
        if (correlation == Correlation.Pearson)
        {
            _common = _unit = Unit(values);
            return;
        }
        var ranking = new Ranking(values);
        ranking.MeanRanks(_common = new double[values.Length]);
        if (correlation == Correlation.Spearman)
        {
            _unit = Unit(_common);
            return;
        }
        (_order, _numbers) = (ranking.Order, ranking.TieNumbers());
        _tied = Concordance.EqualPairs(Array.ConvertAll(_order, place => _numbers[place]));
    }

    /// <summary>Whether all values are equal, so that nothing correlates with them.</summary>
    public bool IsConstant { get; }

    /// <summary>[m] what may be averaged over people: values in one scale, or ranks.</summary>
    public ReadOnlySpan<double> Common => _common;

    /// <summary>The correlation; null where one of the two is constant.</summary>
    public static double? Between(GivenVector one, GivenVector other)
    {
        if (one.IsConstant || other.IsConstant)
            return null;
        if (one._correlation is Correlation.Pearson or Correlation.Spearman)
            return Vectors.Dot(one._unit, other._unit);
        (long discordant, long tiedInBoth) = Concordance.Count(one._order, one._numbers, other._numbers);
        double m = one._order.Length, all = m * (m - 1) / 2;
        double difference = all - one._tied - other._tied + tiedInBoth - 2.0 * discordant;
        return difference / Math.Sqrt((all - one._tied) * (all - other._tied));
    }

    private static double[] Unit(double[] values)
    {
        double[] unit = [.. values];
        Vectors.ShiftAndScale(unit, -Vectors.Sum(unit) / unit.Length, 1);
        Vectors.ShiftAndScale(unit, 0, 1 / Math.Sqrt(Vectors.Dot(unit, unit)));
        return unit;
    }
}
