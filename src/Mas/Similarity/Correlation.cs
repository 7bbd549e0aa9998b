namespace Mas.Similarity;

/// <summary>How alike two vectors of dissimilarities are.</summary>
internal enum Correlation
{
    /// <summary>Pearson's r.</summary>
    Pearson,

    /// <summary>Pearson's r of the ranks, ties by their mean rank.</summary>
    Spearman,

    /// <summary>(concordant − discordant) / all pairs of dissimilarities; ties count as neither.</summary>
    KendallTauA,

    /// <summary>The same over the pairs that are not tied, √((all − tied in one)(all − tied in the other)) (Kendall 1945).</summary>
    KendallTauB,

    /// <summary>Cosine of the angle between the vectors, not centred.</summary>
    Cosine,
}

/// <summary>Their words in names of measures.</summary>
internal static class CorrelationWords
{
    public static string Word(this Correlation correlation) => correlation switch
    {
        Correlation.Pearson => "pearson",
        Correlation.Spearman => "spearman",
        Correlation.KendallTauA => "kendall-tau-a",
        Correlation.KendallTauB => "kendall-tau-b",
        Correlation.Cosine => "cosine",
        _ => throw new ArgumentOutOfRangeException(nameof(correlation)),
    };
}
