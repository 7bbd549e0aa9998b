using Mas.Results.Records;
using Mas.Similarity;

namespace Mas.Comparison;

/// <summary>The similarity of two recorded sites.</summary>
/// <param name="Source">Network of the first; a measure with a direction goes from it.</param>
/// <param name="SourceSite">Its site.</param>
/// <param name="Target">Network of the second.</param>
/// <param name="TargetSite">Its site.</param>
/// <param name="Result">The value, and what belongs beside it.</param>
/// <param name="Chance">What chance gives; null where it was not asked for.</param>
/// <param name="SourceCeiling">How alike two random halves of the first's units are; null where it was not asked for.</param>
/// <param name="TargetCeiling">The same of the second's.</param>
internal sealed record MeasuredPair(
    string Source, string SourceSite, string Target, string TargetSite, SimilarityResult Result, PermutationNull? Chance, NoiseCeiling? SourceCeiling = null, NoiseCeiling? TargetCeiling = null)
{
    /// <summary>As a row of <c>metrics.csv</c>.</summary>
    public MetricRow Row(string run) =>
        new(run, null, null, Metrics.Test, "", null, Source, Target, SourceSite, TargetSite, "", false, Result.Measure, Result.Value);

    /// <summary>As evidence in <c>run.json</c>.</summary>
    public SimilarityValue Evidence()
    {
        SimilarityMeasure measure = SimilarityMeasures.Find(Result.Measure)!;
        return new(Result.Measure, Source, SourceSite, Target, TargetSite, Result.Value, measure.IsDistance, measure.IsSymmetric, Result.Samples);
    }
}
