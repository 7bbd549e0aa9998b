using System.Buffers;

namespace Mas.Similarity;

/// <summary>The correlations of two vectors of dissimilarities, split into what each needs and what the pair needs.</summary>
internal static class DissimilarityCorrelation
{
    /// <param name="values">[n(n − 1)/2], or n more with the diagonal; not changed.</param>
    /// <param name="ranking">Of the values; asked for by rank correlations only.</param>
    public static Fitted Fit(
        string measure, Representation representation, Correlation correlation, double[] values, Func<Ranking> ranking) =>
        correlation switch
        {
            Correlation.Pearson => Centred(measure, representation, values),
            Correlation.Spearman => Ranks(measure, representation, ranking()),
            Correlation.Cosine => FittedVector.Of(measure, representation, values),
            Correlation.KendallTauA or Correlation.KendallTauB => FittedTies.Of(measure, representation, ranking()),
            _ => throw new ArgumentOutOfRangeException(nameof(correlation)),
        };

    public static double Score(Correlation correlation, Fitted one, Fitted other)
    {
        if (correlation is not (Correlation.KendallTauA or Correlation.KendallTauB))
            return FittedVector.Cosine(one, other);
        (double difference, double all, double tied, double otherTied) = FittedTies.Count(one, other);
        return difference / (correlation == Correlation.KendallTauA ? all : Math.Sqrt((all - tied) * (all - otherTied)));
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

/// <summary>How alike two vectors of dissimilarities are.</summary>
internal enum Correlation
{
    Pearson,     // Pearson's r
    Spearman,    // Pearson's r of the ranks, ties by their mean rank
    KendallTauA, // (concordant − discordant) / all pairs of dissimilarities; ties count as neither
    KendallTauB, // the same over the pairs that are not tied, √((all − tied in one)(all − tied in the other)) (Kendall 1945)
    Cosine,      // of the angle between the vectors, not centred
}
