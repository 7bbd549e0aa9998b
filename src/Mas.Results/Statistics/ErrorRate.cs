namespace Mas.Results.Statistics;

/// <summary>How often an interval may miss the truth. Where m intervals are to hold together, each takes 0.05/m (Bonferroni; for intervals
/// Dunn, 1961), whatever they have in common: differences in one run share interventions, seeds and methods. The max-t interval would be
/// narrower, but needs the joint distribution of all m, which a few seeds do not show.</summary>
internal static class ErrorRate
{
    /// <summary>Of a 95 % interval.</summary>
    public const double Single = 0.05;

    /// <summary>97.5 % quantile of the standard normal: half of the width of such an interval, in standard errors.</summary>
    public const double Normal = 1.959963984540054;

    /// <summary>Of each of <paramref name="comparisons"/> intervals, of which 95 % of repetitions hold all.</summary>
    public static double Shared(int comparisons)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(comparisons);
        return Single / comparisons;
    }
}
