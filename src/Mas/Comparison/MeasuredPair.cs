using Mas.Interchange;
using Mas.Networks;
using Mas.Results.Records;
using Mas.Similarity;

namespace Mas.Comparison;

/// <summary>A network's natural activity at one of its sites, which need not be the network's own.</summary>
internal sealed record RecordedSite(OpenedNetwork Network, Site Site, RecordedPool Pool)
{
    /// <summary>What sentences call it.</summary>
    public string Name => $"{Network.Name} at {Site.Name}";
}

/// <summary>Which similarity is measured, and how.</summary>
/// <param name="Seed">Of permutations and splits.</param>
/// <param name="Permutations">Of the null; 0 for none.</param>
/// <param name="Splits">Random halves of the units for each noise ceiling; 0 for none.</param>
internal sealed record SimilarityQuestion(IReadOnlyList<string> Measures, ulong Seed, int Permutations = 0, int Splits = 0);

/// <summary>The similarity of two recorded sites, whose activity may be gone by then.</summary>
/// <param name="Source">The first; a measure with a direction goes from it.</param>
/// <param name="Result">The value or the reason why there is none, and what belongs beside it.</param>
/// <param name="Chance">What chance gives; null where it was not asked for, or there is no value.</param>
/// <param name="SourceCeiling">How alike two random halves of the first's units are; null where it was not asked for, or cannot be
/// had.</param>
/// <param name="TargetCeiling">The same of the second's.</param>
internal sealed record MeasuredPair(
    RecordedSite Source, RecordedSite Target, SimilarityResult Result, PermutationNull? Chance, NoiseCeiling? SourceCeiling,
    NoiseCeiling? TargetCeiling)
{
    /// <summary>What belongs beside the number, or why there is none.</summary>
    public IEnumerable<string> Sentences => Result.Reason is { } reason ? [reason, .. Result.Caveats] : Result.Caveats;

    /// <summary>As a row of <c>metrics.csv</c>.</summary>
    public MetricRow Row(string run) => new(
        run, null, null, Metrics.Test, "", null, Source.Network.Name, Target.Network.Name, Source.Site.Name, Target.Site.Name, "", false,
        Result.Measure, Result.Value ?? double.NaN);

    /// <summary>As evidence in <c>run.json</c>.</summary>
    public SimilarityValue Evidence()
    {
        SimilarityMeasure measure = SimilarityMeasures.Find(Result.Measure)!;
        return new(
            Result.Measure, Source.Network.Name, Source.Site.Name, Target.Network.Name, Target.Site.Name,
            Result.Value, measure.IsDistance, measure.IsSymmetric, Result.Samples)
        {
            Distinct = Result.Distinct,
            Reason = Result.Reason,
        };
    }
}
