using Mas.Results.Verdicts;

namespace Mas.Results.Comparisons;

/// <summary>What the exchange says of each two language models at each site, and what correlational measures say of the same
/// activity.</summary>
internal static class TextMeasures
{
    /// <summary>Of the judged method at its largest size; none where nothing was exchanged between two that were measured.</summary>
    public static IReadOnlyList<MeasuredSimilarity> Of(TextRecord text, IReadOnlyList<SimilarityValue> similar)
    {
        TextDirection[] between = [.. TextVerdict.Judged(text.Directions).Where(direction => !direction.IsWithin)];
        IGrouping<string, TextDirection>[] sites = [.. between.GroupBy(direction => direction.Place)];
        string[] names = [.. text.Networks.Select(network => network.Name)];
        return MeasuredSimilarity.Ranked(
        [
            .. from site in sites
               let largest = site.Where(direction => direction.Size == site.Max(one => one.Size)).ToArray()
               from one in Enumerable.Range(0, names.Length)
               from other in Enumerable.Range(one + 1, names.Length - one - 1)
               let there = largest.FirstOrDefault(direction => (direction.Source, direction.Target) == (names[one], names[other]))
               let back = largest.FirstOrDefault(direction => (direction.Source, direction.Target) == (names[other], names[one]))
               where there is not null && back is not null
               from measured in OfPair(there, back, similar)
               select sites.Length == 1 ? measured : measured with
               {
                   First = $"{measured.First} at {site.Key}",
                   Second = $"{measured.Second} at {site.Key}",
               },
        ]);
    }

    // The worse of the two ways counts, corrected for what the target says anyway.
    private static IEnumerable<MeasuredSimilarity> OfPair(
        TextDirection there, TextDirection back, IReadOnlyList<SimilarityValue> similar)
    {
        SimilarityValue[] values = [.. similar.Where(value => value is { IsSymmetric: true, HasValue: true }
            && (value.Source, value.SourceSite, value.Target, value.TargetSite) == (there.Source, there.Site, there.Target, back.Site))];
        if (values.Length > 0 && there.Corrected is { } one && back.Corrected is { } other)
        {
            CorrectedText worst = one.Value <= other.Value ? one : other;
            yield return new MeasuredSimilarity(there.Source, there.Target, there.Method, IsCausal: true, worst.Value,
                new Interval(worst.Low, worst.High), IsDistance: false, Rank: 0);
        }
        foreach (SimilarityValue value in values)
            yield return new MeasuredSimilarity(there.Source, there.Target, value.Measure, IsCausal: false, value.Value!.Value, null,
                value.IsDistance, Rank: 0);
    }
}
