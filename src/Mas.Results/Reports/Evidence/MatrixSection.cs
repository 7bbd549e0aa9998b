using Mas.Results.Figures;
using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Evidence;

/// <summary>What measures say of networks that are matrices of dissimilarities.</summary>
internal static class MatrixSection
{
    public const string Kicker = "Correlational similarity: how alike are these matrices of dissimilarities?";

    /// <summary>The measure that is told first, where the run has it.</summary>
    public const string First = "rsa-given-spearman";

    /// <summary>Null where there are no values.</summary>
    public static EvidencePart? Of(IReadOnlyList<SimilarityValue> values)
    {
        IReadOnlyList<IGrouping<string, SimilarityValue>> measures = SimilaritySection.Measures(values);
        if (measures.Count == 0)
            return null;
        Figure[] figures = [.. measures.SelectMany(measure => Figures(measure.Key, [.. measure]))];
        SimilarityValue[] ordered = [.. measures.SelectMany(measure => measure)];
        string[] ceilings = [.. CeilingText.Sentences(ordered)];
        return new EvidencePart(SimilaritySection.Title, Shows(measures),
            (ceilings.Length == 0 ? ""
                : "Each row is one matrix and the mean of its correlations with each person. The band is the noise ceiling of such means; "
                    + "a correlation with the mean of all people is another number, and is not to be held against it. ")
            + "Each cell of a map is one measure on one pair, darker where they are more alike. All of this is correlation: matrices that "
            + "are alike may come about in different ways.")
        {
            Figure = figures.FirstOrDefault(),
            Further = [.. figures.Skip(1)],
            FurtherNoun = "further figure",
            Cases = ceilings,
            Conditions = $"Over the {Pairs(values[0].Samples)} pairs of n = {values[0].Samples} conditions, the same in every matrix.",
            Numbers = Table(ordered),
        };
    }

    private static string Shows(IReadOnlyList<IGrouping<string, SimilarityValue>> measures) =>
        measures.Any(measure => SimilaritySection.Between(measure).Any()) ? SimilaritySection.Shows(
            [.. measures.Where(measure => SimilaritySection.Between(measure).Any()).SelectMany(measure => measure)])
        : "No measure has a value for any pair.";

    private static IEnumerable<Figure> Figures(string measure, IReadOnlyList<SimilarityValue> values)
    {
        CeilingOf[] ceilings = [.. CeilingText.Ceilings(values)];
        for (int i = 0; i < ceilings.Length; i++)
            if (ceilings[i].Others[0].People is { Lower: double lower, Upper: double upper })
                yield return CeilingPlot.Draw(measure, ceilings[i].Network, i + 1, (lower, upper),
                    [.. ceilings[i].Others.OrderByDescending(other => other.People.Mean ?? double.NegativeInfinity)
                        .Select(other => new CeilingRow(other.Name, other.People.Mean))]);
        if (values.Any(value => value.HasValue) && values.SelectMany(value => new[] { value.Source, value.Target }).Distinct().Count() > 2)
            yield return SimilarityMap.Draw(values);
    }

    private static NumberTable Table(IReadOnlyList<SimilarityValue> values) => new(
        "Every value", ["Measure", "Between", "Value", "Mean over people", "Noise ceiling"],
        [.. values.Select(value => (string[])
        [
            value.Measure, $"{value.Source} and {value.Target}", CeilingText.Number(value.Value),
            Each(value, people => $"{CeilingText.Number(people.Mean)} ({people.People} of {people.Network})"),
            Each(value, people => $"{CeilingText.Number(people.Lower)} to {CeilingText.Number(people.Upper)}"),
        ])]);

    private static string Each(SimilarityValue value, Func<PeopleSimilarity, string> text) =>
        value.People is { Count: > 0 } people ? string.Join("; ", people.Select(text)) : "–";

    private static string Pairs(long conditions) => (conditions * (conditions - 1) / 2).ToString("N0", CultureInfo.InvariantCulture)
        .Replace(',', '\u202f');
}
