using Mas.Results.Comparisons;
using Mas.Results.Figures;
using Mas.Results.Reports.Html;
using Mas.Results.Verdicts;

namespace Mas.Results.Reports.Evidence;

/// <summary>All measures on the same pairs of networks, and where they contradict MAS.</summary>
internal static class DisagreementSection
{
    public const string Title = "Where measures disagree";

    public static EvidenceSection Section { get; } = new(
        [WantedEvidence.Results("where measures disagree", "disagreement", evidence => evidence.Disagreement.Count).OfPairs],
        (run, evidence) => Of(evidence.Disagreement, Verdict.Thresholds(run).Same, Verdict.Thresholds(run).Different),
        (evidence, order) => evidence with
        {
            Disagreement = [.. order.ThenBy(order.OfNetworks(evidence.Disagreement, one => one.First), one => one.Second)
                .ThenBy(one => !one.IsCausal).ThenBy(one => MethodName.Rank(one.Measure))
                .ThenBy(one => one.Measure, StringComparer.Ordinal)],
        });

    // A page holds so many rows before what comes next is lost.
    private const int LongestOpen = 16, MostCases = 12;

    public static EvidencePart? Of(IReadOnlyList<MeasuredSimilarity> measured, double same, double different)
    {
        if (measured.Count == 0)
            return null;
        IReadOnlyList<DisagreementCase> cases = DisagreementCase.Of(measured, same, different);
        bool isPair = measured.Select(one => (one.First, one.Second)).Distinct().Count() == 1;
        return new EvidencePart(Title, Shows(measured, cases),
            isPair ? "Each column is one measure of the pair; MAS and stitching rest on behaviour, the others on activity alone."
            : "Points at the upper left are pairs that a measure holds alike although swapped activity does not carry over, points at the "
                + "lower right the reverse; on the diagonal both say the same.")
        {
            Figure = isPair ? null : DisagreementPlot.Draw(measured, cases, same, different),
            Cases = Few([.. cases.Select(Sentence)]),
            Conditions = $"A contradiction is a similarity of {SimilarityMap.Number(DisagreementCase.Similar)} or more where the interval "
                + $"of MAS lies below {Percent.Threshold(different)}, one of at most {SimilarityMap.Number(DisagreementCase.Dissimilar)} "
                + $"where that interval lies at or above {Percent.Threshold(same)}, or stitching at or above that threshold where MAS lies "
                + "below it. Procrustes, an angle, counts by its cosine; other distances have no scale of their own: they are ranked, and "
                + $"not marked.{(cases.Count > 0 ? " ≠ marks contradictions in the table." : "")}",
            Numbers = Table(measured, cases),
        };
    }

    /// <summary>How many pairs each kind of contradiction concerns.</summary>
    public static string Shows(IReadOnlyList<MeasuredSimilarity> measured, IReadOnlyList<DisagreementCase> cases)
    {
        int pairs = measured.Select(one => (one.First, one.Second)).Distinct().Count(),
        measures = measured.Select(one => one.Measure).Distinct().Count();
        string on = $"on {Listed.Count(pairs, "pair")} of networks";
        if (!measured.Any(one => one is { Measure: Verdicts.Verdict.Method, Interval: not null }))
            return $"{Listed.Count(measures, "measure")} {(measures == 1 ? "was" : "were")} taken {on}, but MAS was not among them, so "
                + "nothing can be contradicted.";
        if (cases.Count == 0)
            return measures == 2 ? $"The one other measure does not clearly contradict MAS {on}."
                : $"None of the {measures - 1} other measures clearly contradicts MAS {on}.";
        string?[] kinds =
        [
            Kind(DisagreementKind.CorrelationAlone, "correlation says similar where swapped activity does not carry over"),
            Kind(DisagreementKind.CausationAlone, "swapped activity carries over where correlation says not similar"),
            Kind(DisagreementKind.StitchingAlone, "stitching succeeds where MAS does not"),
        ];
        return $"{Listed.Capital(string.Join("; ", kinds.OfType<string>()))}.";

        string? Kind(DisagreementKind kind, string text)
        {
            int concerned = cases.Where(one => one.Kind == kind).Select(one => (one.Mas.First, one.Mas.Second)).Distinct().Count();
            return concerned == 0 ? null : $"in {concerned} of {Listed.Count(pairs, "pair")} {text}";
        }
    }

    /// <summary>One contradiction in words.</summary>
    public static string Sentence(DisagreementCase one)
    {
        string pair = $"{one.Measured.First} and {one.Measured.Second}", mas = Percent.Of(one.Mas.Value),
            value = SimilarityMap.Number(DisagreementCase.Correlation(one.Measured) ?? one.Measured.Value)
                + (one.Measured.IsDistance ? " (the cosine of its angle)" : "");
        return one.Kind switch
        {
            DisagreementKind.CorrelationAlone =>
                $"{pair}: `{one.Measured.Measure}` is {value}, but MAS only {mas}. They are similar by correlation, not by behaviour.",
            DisagreementKind.CausationAlone =>
                $"{pair}: `{one.Measured.Measure}` is only {value}, but MAS {mas}. They are alike in what they do with the variable, not "
                + "in the rest of their activity.",
            _ => $"{pair}: stitching reaches {Percent.Of(one.Measured.Value)}, but MAS only {mas}. Activity can be translated by a map of "
                + "its own for each direction, and is not interchangeable.",
        };
    }

    private static IReadOnlyList<string> Few(IReadOnlyList<string> sentences) =>
        sentences.Count <= MostCases ? sentences
            : [.. sentences.Take(MostCases), $"And {sentences.Count - MostCases} more, marked in the table."];

    private static NumberTable Table(IReadOnlyList<MeasuredSimilarity> measured, IReadOnlyList<DisagreementCase> cases)
    {
        string[] measures = [.. measured.Select(one => one.Measure).Distinct()];
        HashSet<MeasuredSimilarity> marked = [.. cases.Select(one => one.Measured)];
        List<IGrouping<(string, string), MeasuredSimilarity>> pairs = [.. measured.GroupBy(one => (one.First, one.Second))];
        return new NumberTable(pairs.Count > 1 ? "Every measure on every pair, with ranks (1 is most alike)" : "Every measure on the pair",
            ["Pair", .. measures.Select(measure => Head(measure, measured.First(one => one.Measure == measure)))],
            [.. pairs.Select(pair => (string[])[$"{pair.Key.Item1}, {pair.Key.Item2}",
                .. measures.Select(measure => pair.FirstOrDefault(one => one.Measure == measure))
                .Select(one => Cell(one, pairs.Count > 1, one is not null && marked.Contains(one)))])])
        { IsOpen = pairs.Count <= LongestOpen };
    }

    private static string Head(string measure, MeasuredSimilarity example) =>
        MethodName.Of(measure) + (example.IsDistance ? " (distance)" : "");

    private static string Cell(MeasuredSimilarity? one, bool isRanked, bool isMarked)
    {
        if (one is null)
            return "–";
        string value = one.IsCausal ? Percent.Of(one.Value) : SimilarityMap.Number(one.Value);
        string interval = one.Interval is not { } known ? "" : one.IsCausal ? $" ({Percent.Span(known)})"
            : $" ({SimilarityMap.Number(known.Low)} to {SimilarityMap.Number(known.High)})";
        string rank = isRanked ? $", rank {one.Rank.ToString("0.#", CultureInfo.InvariantCulture)}" : "";
        return $"{value}{interval}{rank}{(isMarked ? " ≠" : "")}";
    }
}
