using System.Buffers;

namespace Mas.Similarity;

/// <summary>The correlations of two vectors of dissimilarities, split into what each needs and what the pair needs.</summary>
internal static class DissimilarityCorrelation
{
    /// <param name="measure">Name of the measure.</param>
    /// <param name="representation">Whose dissimilarities they are.</param>
    /// <param name="correlation">Which.</param>
    /// <param name="values">[n(n − 1)/2], or n more with the diagonal; not changed.</param>
    /// <param name="ranking">Of the values; asked for by rank correlations only.</param>
    public static Fitted Fit(string measure, Representation representation, Correlation correlation, double[] values, Func<Ranking> ranking) => correlation switch
    {
        Correlation.Pearson => Centred(measure, representation, values),
        Correlation.Spearman => Ranks(measure, representation, ranking()),
        Correlation.Cosine => FittedVector.Of(measure, representation, values),
        Correlation.KendallTauA or Correlation.KendallTauB => new FittedTies(measure, representation.Samples, representation.Width, ranking()),
        _ => throw new ArgumentOutOfRangeException(nameof(correlation)),
    };

    public static double Score(Correlation correlation, Fitted one, Fitted other) => correlation switch
    {
        Correlation.KendallTauA => TauA(one, other),
        Correlation.KendallTauB => TauB(one, other),
        _ => FittedVector.Cosine(one, other),
    };

    private static double TauA(Fitted one, Fitted other)
    {
        (double difference, double all, double _, double _) = FittedTies.Count(one, other);
        return difference / all;
    }

    private static double TauB(Fitted one, Fitted other)
    {
        (double difference, double all, double tied, double otherTied) = FittedTies.Count(one, other);
        return difference / Math.Sqrt((all - tied) * (all - otherTied));
    }

    private static FittedVector Centred(string measure, Representation representation, ReadOnlySpan<double> values) =>
        FittedVector.Of(measure, representation, values, shift: -Vectors.Sum(values) / values.Length);

    private static FittedVector Ranks(string measure, Representation representation, Ranking ranking)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(ranking.Order.Length);
        Span<double> ranks = rented.AsSpan(0, ranking.Order.Length);
        ranking.MeanRanks(ranks);
        FittedVector fitted = Centred(measure, representation, ranks);
        ArrayPool<double>.Shared.Return(rented);
        return fitted;
    }
}
