using Mas.Results.Figures;
using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Evidence;

/// <summary>What measures say that look at activity alone.</summary>
internal static class SimilaritySection
{
    public const string Title = "Correlational similarity";

    public static EvidenceSection Section { get; } = new(
        [new WantedEvidence("correlational similarity", WantedEvidence.Similarity, run => run.Evidence?.Similarity.Count > 0).OfPairs],
        (run, evidence) => run.IsOfMatrices ? MatrixSection.Of(evidence.Similarity) : Of(evidence.Similarity),
        (evidence, order) => evidence with { Similarity = [.. Sorted(evidence.Similarity, order)] });

    /// <summary>The measure that is told first, where the run has it.</summary>
    public const string First = "cka-linear-debiased";

    public static EvidencePart? Of(IReadOnlyList<SimilarityValue> values)
    {
        IReadOnlyList<IGrouping<string, SimilarityValue>> measures = Measures(values);
        if (measures.Count == 0)
            return null;
        string conditions = Samples(values);
        // Two places have one number for each measure: a table says it, and a map would say nothing more.
        if (values.SelectMany(value => new[] { (value.Source, value.SourceSite), (value.Target, value.TargetSite) }).Distinct().Count() < 3)
            return new EvidencePart(Title, Shows(values),
                "Each row is one measure of the pair; such measures look at all activity, used or not, and say nothing of what a network "
                + "does with it.")
            {
                Conditions = conditions,
                Numbers = Table(measures.SelectMany(measure => measure)),
            };
        List<Figure> maps = [.. measures.Select(measure => SimilarityMap.Draw([.. measure]))];
        return new EvidencePart(Title, Shows(values),
            "Each cell is one measure on one pair, darker where they are more alike; such measures look at all activity, used or not, and "
                + "say nothing of what a network does with it.")
        { Figure = maps[0], Further = maps[1..], Conditions = conditions };
    }

    /// <summary>Which networks the first measure holds most and least alike.</summary>
    public static string Shows(IReadOnlyList<SimilarityValue> values)
    {
        IReadOnlyList<IGrouping<string, SimilarityValue>> measures = Measures(values);
        List<SimilarityValue> first = [.. Between(measures[0])];
        string more = measures.Count > 1 ? $"; {Listed.Count(measures.Count - 1, "other measure")} below" : "";
        if (first.Count == 0)
            return measures[0].Any(value => value.Source != value.Target)
                ? $"`{measures[0].Key}` has no value for any pair{more}."
                : $"`{measures[0].Key}` was measured within single networks only{more}.";
        SimilarityValue most = Alike(first, most: true), least = Alike(first, most: false);
        bool namesSites = first.SelectMany(value => new[] { value.SourceSite, value.TargetSite }).Distinct().Count() > 1;
        return first.Count == 1
            ? $"`{measures[0].Key}` gives {Number(most)} between {Pair(most, namesSites)}{more}."
            : $"`{measures[0].Key}` holds {Pair(most, namesSites)} most alike ({Number(most)}) and {Pair(least, namesSites)} least "
                + $"({Number(least)}){more}.";
    }

    /// <summary>What the measures were computed from.</summary>
    public static string Samples(IReadOnlyList<SimilarityValue> values)
    {
        int[] shown = [.. values.Where(value => value.Rows is null).Select(value => value.Samples).Distinct().Order()];
        string[] sentences =
        [
            .. shown.Length == 0 ? Array.Empty<string>()
                : [$"Over n = {Listed.Of([.. shown.Select(count => $"{count}")])} samples, the same sequences in every network."],
            .. values.Select(value => value.Rows).OfType<string>().Distinct(),
            .. values.Any(HasHalves) ? ["The noise ceiling of a recording is what the measure gives for two halves of its trials (class "
                + "means, Spearman and Brown): a value near it is as high as can be expected."] : Array.Empty<string>(),
        ];
        return string.Join(" ", sentences);
    }

    private static bool HasHalves(SimilarityValue value) => value.SourceHalves is not null || value.TargetHalves is not null;

    private static NumberTable Table(IEnumerable<SimilarityValue> values) =>
        new("Every measure of the pair", ["Measure", "From and to", "Value", "Noise ceiling", "More alike where"], [.. values
            .Select(value => (string[])
                [value.Measure, Both(value), Number(value), Ceiling(value), value.IsDistance ? "smaller" : "larger"])])
        { IsOpen = true };

    // Of two recordings the lower one.
    private static string Ceiling(SimilarityValue value) => new[] { value.SourceHalves, value.TargetHalves }.Min() is double halves
        ? SimilarityMap.Number(halves) : "–";

    /// <summary>Values between different networks.</summary>
    public static IEnumerable<SimilarityValue> Between(IEnumerable<SimilarityValue> values) =>
        values.Where(value => value.Source != value.Target && value.HasValue);

    /// <summary>The measures, the first one first.</summary>
    public static IReadOnlyList<IGrouping<string, SimilarityValue>> Measures(IReadOnlyList<SimilarityValue> values) =>
        [.. values.GroupBy(value => value.Measure).OrderBy(measure => measure.Key is First or MatrixSection.First ? 0 : 1)
            .ThenBy(measure => measure.First().IsDistance).ThenBy(measure => measure.Key, StringComparer.Ordinal)];

    private static SimilarityValue Alike(List<SimilarityValue> values, bool most) =>
        values[0].IsDistance == most ? values.MinBy(value => value.Value)! : values.MaxBy(value => value.Value)!;

    private static string Pair(SimilarityValue value, bool namesSites) =>
        $"{value.Source} and {value.Target}{(!namesSites ? "" : value.SourceSite == value.TargetSite
            ? $" (`{value.SourceSite}`)" : $" (`{value.SourceSite}`, `{value.TargetSite}`)")}";

    private static string Both(SimilarityValue value)
    {
        bool namesSites = value.SourceSite != value.TargetSite;
        return $"{value.Source}{(namesSites ? $" {value.SourceSite}" : "")} {(value.IsSymmetric ? "and" : "to")} "
            + $"{value.Target}{(namesSites ? $" {value.TargetSite}" : "")}";
    }

    private static string Number(SimilarityValue value) => SimilarityMap.Number(value.Value);

    private static IEnumerable<SimilarityValue> Sorted(IEnumerable<SimilarityValue> values, ResultOrder order)
    {
        IOrderedEnumerable<SimilarityValue> sources =
            order.ThenBy(values.OrderBy(value => value.Measure, StringComparer.Ordinal), value => value.Source)
            .ThenBy(value => Depth(value.SourceSite)).ThenBy(value => value.SourceSite, StringComparer.Ordinal);
        return order.ThenBy(sources, value => value.Target)
            .ThenBy(value => Depth(value.TargetSite)).ThenBy(value => value.TargetSite, StringComparer.Ordinal);
    }

    // An embedding comes before every layer, and layer.2 before layer.10.
    private static int Depth(string site) => site == "embedding" ? 0 : site.Length;
}
