namespace Mas.Results.Evidence;

/// <summary>
/// A pair of networks of which measures say opposite things. It takes one pair to say so: what a measure says is judged by its value, not by its
/// rank among pairs.
/// </summary>
/// <remarks>
/// Of behaviour by the thresholds of the verdict and whole intervals. Of correlation by <see cref="Similar"/> and <see cref="Dissimilar"/>: CKA, RSA and the cosine of
/// the Procrustes angle are all correlation coefficients of two geometries, so that 0.8 means that the one has at least 64 % of its
/// variance in common with the other, and 0.5 at most a quarter.
/// </remarks>
/// <param name="First">One network.</param>
/// <param name="Second">The other.</param>
/// <param name="Kind">One of the sentences below.</param>
/// <param name="Measures">The measures that contradict MAS.</param>
public sealed record DisagreementCase(string First, string Second, string Kind, IReadOnlyList<string> Measures)
{
    /// <summary>A correlational measure is <see cref="Similar"/> or more, and the whole interval of MAS lies below <c>different</c>.</summary>
    public const string CorrelationOnly = "similar by correlation, not by behaviour";

    /// <summary>A correlational measure is <see cref="Dissimilar"/> or less, and the whole interval of MAS lies at or above <c>same</c>.</summary>
    public const string BehaviourOnly = "similar by behaviour, not by correlation";

    /// <summary>The whole interval of stitching lies at or above <c>same</c>, and that of MAS below.</summary>
    public const string StitchingOnly = "stitching succeeds where MAS does not";

    /// <summary>Correlation from which two networks count as similar by it.</summary>
    public const double Similar = 0.8;

    /// <summary>Correlation up to which they count as dissimilar by it.</summary>
    public const double Dissimilar = 0.5;

    /// <summary>The one distance among the measures: an angle.</summary>
    public const string Procrustes = "procrustes";

    private const string Mas = Verdicts.Verdict.Method, Stitching = "stitching";

    /// <summary>The cases, pair by pair; a pair may be several, and most are none.</summary>
    /// <param name="measured">Every measure of every pair.</param>
    /// <param name="same">The verdict's threshold for <c>same</c>.</param>
    /// <param name="different">The verdict's threshold for <c>different</c>.</param>
    public static IReadOnlyList<DisagreementCase> Of(IReadOnlyList<MeasuredSimilarity> measured, double same, double different) =>
        [.. measured.GroupBy(one => (one.First, one.Second)).SelectMany(pair => Of([.. pair], same, different))];

    private static IEnumerable<DisagreementCase> Of(MeasuredSimilarity[] pair, double same, double different)
    {
        if (pair.FirstOrDefault(one => one.Measure == Mas)?.Interval is not Interval mas)
            yield break;
        if (mas.High < different && Those(pair, correlation => correlation >= Similar) is { Length: > 0 } similar)
            yield return new DisagreementCase(pair[0].First, pair[0].Second, CorrelationOnly, similar);
        if (mas.Low >= same && Those(pair, correlation => correlation <= Dissimilar) is { Length: > 0 } dissimilar)
            yield return new DisagreementCase(pair[0].First, pair[0].Second, BehaviourOnly, dissimilar);
        if (mas.High < same && pair.FirstOrDefault(one => one.Measure == Stitching)?.Interval is Interval stitching && stitching.Low >= same)
            yield return new DisagreementCase(pair[0].First, pair[0].Second, StitchingOnly, [Stitching]);
    }

    private static string[] Those(MeasuredSimilarity[] pair, Func<double, bool> says) =>
        [.. pair.Where(one => Correlation(one) is double correlation && says(correlation)).Select(one => one.Measure)];

    /// <summary>A correlational measure as a correlation; null where it is none, like distances that are no angles.</summary>
    public static double? Correlation(MeasuredSimilarity one) => one switch
    {
        { IsCausal: true } => null,
        { IsDistance: false } => one.Value,
        { Measure: Procrustes } => Math.Cos(one.Value),
        _ => null,
    };
}
