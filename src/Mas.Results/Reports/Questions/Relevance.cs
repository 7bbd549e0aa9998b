using Mas.Results.Comparisons;
using Mas.Results.Figures;
using Mas.Results.Reports.Evidence;
using Mas.Results.Verdicts;

namespace Mas.Results.Reports.Questions;

/// <summary>How much of the similarity matters for behaviour: correlation beside MAS, and what the alignments live on.</summary>
internal static class Relevance
{
    public static Answer Answer(RunRecord run, EvidenceRecord evidence)
    {
        string?[] sentences = [Correlation(run, evidence), Leakage(evidence.Leakage), NullPart(run, evidence)];
        List<string> missing = [];
        if (sentences[0] is null)
            missing.Add(WantedEvidence.Similarity);
        if (sentences[1] is null)
            missing.Add(WantedEvidence.Analysis("leakage"));
        string[] found = [.. sentences.OfType<string>()];
        return new Answer("How much of the similarity matters for behaviour?", found.Length > 0 ? found
            : ["This run cannot say: it holds no measure of correlational similarity to set beside MAS, and did not look at which part of "
                + "the activity is used."], missing);
    }

    /// <summary>A correlational measure beside MAS on the same pairs; null where the run has none.</summary>
    public static string? Correlation(RunRecord run, EvidenceRecord evidence)
    {
        Dictionary<(string, string), double> mas = Pairs(run.Directions);
        (string, string) how = How([.. Verdict.Judged(run.Directions)]);
        foreach (IGrouping<string, SimilarityValue> measure in SimilaritySection.Measures(evidence.Similarity))
            if (Told(measure.Key, [.. SimilaritySection.Between(measure).Where(value => !value.IsDistance)
                .GroupBy(value => NamedDirection.Pair(value.Source, value.Target)).Where(pair => mas.ContainsKey(pair.Key))
                .Select(pair => (pair.Key, pair.Max(value => value.Value)!.Value))], mas, Cases(run, evidence), how) is { } told)
                return told;
        IGrouping<string, (string, (string, string) Pair, double Value)>? other = evidence.Disagreement
            .Where(one => one is { IsCausal: false, IsDistance: false })
            .Select(one => (one.Measure, Pair: NamedDirection.Pair(one.First, one.Second), one.Value))
            .Where(one => mas.ContainsKey(one.Pair)).GroupBy(one => one.Measure)
            .OrderBy(measure => measure.Key != SimilaritySection.First).FirstOrDefault();
        return other is null ? null : Told(other.Key, [.. other.Select(one => (one.Pair, one.Value))], mas, Cases(run, evidence), how);
    }

    /// <summary>What the methods keep without activity that their sources make no use of, and reach on it alone, between networks where
    /// that was measured; null where nothing was.</summary>
    public static string? Leakage(IReadOnlyList<LeakageResult> leakage)
    {
        IReadOnlyList<LeakageResult> telling = leakage.Count == 0 ? [] : LeakageText.Telling(leakage),
        between = [.. telling.Where(one => one.Source != one.Target)];
        return telling.Count == 0 ? (leakage.Count == 0 ? null : LeakageText.Shows(leakage))
            : LeakageText.Relevance(between.Count > 0 ? between : telling);
    }

    /// <summary>What the alignment keeps where its source's null part is another sample's, in the direction that keeps least; null where
    /// that was not asked.</summary>
    public static string? NullPart(RunRecord run, EvidenceRecord evidence)
    {
        IReadOnlyList<DirectionResult> judged = Verdict.Judged(run.Directions);
        (DirectionResult Direction, ChosenControl Without)[] found = [.. judged
            .Select(direction => (direction, direction.Controls.FirstOrDefault(one => one.Name == Metrics.NullExchanged)?.Chosen))
            .Where(one => one.Chosen is not null).Select(one => (one.direction, one.Chosen!))];
        if (found.Length == 0)
            return null;
        (DirectionResult least, ChosenControl without) = found.MinBy(one => one.Without.Low);
        // What a recording's source makes no use of is not known.
        string tried = found.Length == judged.Count ? "" : found.Length == 1 ? ", the one direction where this could be tried"
            : ", of the directions where this could be tried";
        return $"{(evidence.WithoutNull.Count > 0 ? "In the first alignment, with" : "With")} activity that the source itself makes no use "
            + $"of taken from another sample, {Measure(least)} is at least {Percent.Of(without.Low)} (one-sided 5 %), "
            + $"{(found.Length == 1 ? "" : "least ")}{MethodName.Place(least.Source, least.Target)}{tried}.{Second(evidence)}";
    }

    private static string Measure(DirectionResult direction) =>
        direction.NoSwap is null ? "trial IIA" : "chance-corrected trial IIA";

    // Of the alignments that were trained on such sources.
    private static string Second(EvidenceRecord evidence)
    {
        double[] without = [.. evidence.WithoutNull.SelectMany(one => one.Directions).SelectMany(direction => direction.Controls)
            .Where(control => control.Name == Metrics.NullExchanged).Select(control => control.Chosen?.Low).OfType<double>()];
        return without.Length == 0 ? "" : $" In the second, which was trained on such sources, it is at least {Percent.Of(without.Min())}.";
    }

    // The method and direction of the numbers, and whether they are corrected.
    private static (string Direction, string Chance) How(IReadOnlyList<DirectionResult> judged)
    {
        (string Source, string Target)[] between = [.. judged.Where(direction => direction.Source != direction.Target)
            .Select(direction => (direction.Source, direction.Target)).Distinct()];
        bool isOneWay = Array.TrueForAll(between, one => !between.Contains((one.Target, one.Source)));
        return ($"{MethodName.Of(judged.Count > 0 ? judged[0].Method : Verdict.Method)}, the {(isOneWay ? "one" : "worse")} direction",
            judged.All(direction => direction.NoSwap is not null) ? ", corrected for chance" : "");
    }

    private static string? Told(string measure, IReadOnlyList<((string, string) Pair, double Value)> values, Dictionary<(string, string),
        double> mas, IReadOnlyList<DisagreementCase> cases, (string Direction, string Chance) how)
    {
        if (values.Count == 0)
            return null;
        ((string, string) Pair, double Value) most = values.MaxBy(one => one.Value), least = values.MinBy(one => one.Value);
        string numbers = values.Count == 1
            ? $"Looked at from outside, `{measure}` gives {SimilarityMap.Number(most.Value)} between {most.Pair.Item1} and "
                + $"{most.Pair.Item2}; swapped, activity carries the behaviour over to {Percent.Of(mas[most.Pair])} "
                + $"({how.Direction}{how.Chance})."
            : $"Looked at from outside, `{measure}` runs from {SimilarityMap.Number(least.Value)} to {SimilarityMap.Number(most.Value)} "
                + $"over {values.Count} pairs; swapped, activity carries the behaviour over to between "
                + $"{Percent.Of(values.Min(one => mas[one.Pair]))} and {Percent.Of(values.Max(one => mas[one.Pair]))} "
                + $"({how.Direction} of each{how.Chance}).";
        string[] alone = [.. cases.Where(one => one.Kind == DisagreementKind.CorrelationAlone)
            .Select(one => $"{one.Mas.First} with {one.Mas.Second}").Distinct()];
        return alone.Length == 0 ? numbers : $"{numbers} High correlation does not matter for behaviour in {Listed.Few(alone)}.";
    }

    private static IReadOnlyList<DisagreementCase> Cases(RunRecord run, EvidenceRecord evidence) =>
        DisagreementCase.Of(evidence.Disagreement, Verdict.Thresholds(run).Same, Verdict.Thresholds(run).Different);

    // The worse direction of each pair, as the verdict sees it.
    private static Dictionary<(string, string), double> Pairs(IReadOnlyList<DirectionResult> directions) =>
        Verdict.Judged(directions).Where(direction => direction.Source != direction.Target).Select(Finding.Of).OfType<Finding>()
            .GroupBy(finding => NamedDirection.Pair(finding.Result.Source, finding.Result.Target))
            .ToDictionary(pair => pair.Key, pair => pair.Min(finding => finding.Value));
}
