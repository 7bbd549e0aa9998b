namespace Mas.Results.Comparisons;

/// <summary>In what a measure and MAS contradict each other: a correlational measure says similar and swapped activity does not carry over;
/// swapped activity carries over and a correlational measure says not similar; or stitching succeeds where MAS does not.</summary>
internal enum DisagreementKind { CorrelationAlone, CausationAlone, StitchingAlone }

/// <summary>A pair of networks of which a measure says the contrary of what MAS says.</summary>
internal sealed record DisagreementCase(DisagreementKind Kind, MeasuredSimilarity Measured, MeasuredSimilarity Mas)
{
    /// <summary>A correlation from which two networks count as similar, and up to which as not. CKA, RSA and the cosine of the Procrustes
    /// angle are all correlation coefficients of two geometries: 0.8 means that the one shares 64 % of its variance with the other, 0.5 a
    /// quarter.</summary>
    public const double Similar = 0.8, Dissimilar = 0.5;

    /// <summary>The one distance that has a scale of its own: an angle.</summary>
    public const string Procrustes = "procrustes";

    /// <summary>Every contradiction that the 95 % intervals of MAS bear out. It takes one pair to say so: values are judged, not ranks
    /// among pairs.</summary>
    public static IReadOnlyList<DisagreementCase> Of(IReadOnlyList<MeasuredSimilarity> measured, double same, double different) =>
        [.. from mas in measured
            where mas is { Measure: "mas", Interval: not null }
            from other in measured
            where (other.First, other.Second) == (mas.First, mas.Second) && other != mas
            let kind = Contradiction(other, mas.Interval!, same, different)
            where kind is not null
            select new DisagreementCase(kind.Value, other, mas)];

    private static DisagreementKind? Contradiction(MeasuredSimilarity other, Interval mas, double same, double different) => other switch
    {
        { IsCausal: false } when Correlation(other) >= Similar && mas.High < different => DisagreementKind.CorrelationAlone,
        { IsCausal: false } when Correlation(other) <= Dissimilar && mas.Low >= same => DisagreementKind.CausationAlone,
        { Measure: "stitching", Interval: { } stitching } when stitching.Low >= same && mas.High < same => DisagreementKind.StitchingAlone,
        _ => null,
    };

    /// <summary>What a correlational measure says, as a correlation; null for distances without a scale, which say nothing by
    /// themselves.</summary>
    public static double? Correlation(MeasuredSimilarity one) => one switch
    {
        { IsDistance: false } => one.Value,
        { Measure: Procrustes } => Math.Cos(one.Value),
        _ => null,
    };
}
