using Mas.Results.Verdicts;

namespace Mas.Results.Reports.Methods;

/// <summary>What was measured, against which chance, and how its intervals and bounds are computed.</summary>
internal static class MeasureSentences
{
    public static IEnumerable<string> Of(RunRecord run, IReadOnlyList<TestedDirection> directions)
    {
        bool isOfTexts = run.Text is not null;
        yield return isOfTexts
            ? "First-token IIA is the share of scored positions at which the target predicts what the source did, a mean over pairs of "
                + "texts."
            : "Trial IIA (interchange intervention accuracy) is the share of test interventions after which the target gives "
                + (run.Alignment?.ScoresNextAlone == true ? "the next answer" : "every answer") + " that the causal model predicts.";
        double[] floors = [.. directions.Select(one => one.Floor).OfType<double>()];
        yield return floors.Length == 0 ? "Chance was not measured, and no value is corrected for it."
            : $"Chance is the unchanged target, at {Percents.Range(floors)}; corrected for it a value is (IIA − chance)/(1 − chance).";
        if (Intervals(run) is { } intervals)
            yield return intervals;
        int[] seeds = [.. directions.Select(one => one.Chosen).OfType<int>().Distinct().Order()];
        if (seeds.Length > 0)
            yield return Decides(run, seeds, floors.Length > 0);
        string[] nulls = [.. directions.SelectMany(one => one.Nulls).Distinct()];
        if (nulls.Length > 0)
            yield return $"Null controls ({Listed.Of(nulls)}) were compared with it in pairs, at 5\u00a0% for all of them and all "
                + "directions together.";
        if (run.Verdict is { Word: not Verdict.None } verdict)
            yield return $"A direction reaches where its lower bound is at least {Percent.Threshold(verdict.Same)}, and stays below where "
                + $"its upper bound is under {Percent.Threshold(verdict.Different)}.";
    }

    private static string? Intervals(RunRecord run)
    {
        if (run.Text is { } text)
            return text.Directions.Any(one => one.Interval is not null)
                ? "Intervals (95\u00a0%) come from a bootstrap over source and target texts (Owen, 2007) and do not cover the choice of "
                    + "seeds."
                : null;
        const string crossed = "Intervals (95\u00a0%) cover alignment seeds and interventions, as two-way random effects",
            alone = "cover interventions and not the choice of seeds (Jeffreys)";
        return run.Directions.All(one => one.CoversSeeds) ? $"{crossed}."
            : run.Directions.Any(one => one.CoversSeeds) ? $"{crossed}; where every outcome was the same they {alone}."
            : $"Intervals (95\u00a0%) {alone}.";
    }

    private static string Decides(RunRecord run, int[] seeds, bool isCorrected)
    {
        string of = isCorrected ? " of the corrected value" : "",
            how = run.Text is not null ? "by the same bootstrap"
                : isCorrected ? "from the Dirichlet posterior of right and wrong with and without the exchange, its counts divided by the "
                    + "design effect of sequences that recur"
                : "by Jeffreys, counts divided by the design effect of sequences that recur";
        string which = Listed.Few([.. seeds.Select(seed => $"{seed}")], 10) + (seeds.Length == 1 ? "" : ", by method and size"),
            best = run.AlignmentSeeds.Count > 1 ? ", the best on validation by its worst direction" : "";
        return $"What decides is the alignment of one seed ({which}){best}, with bounds{of} on the test set that are one-sided at "
            + $"5\u00a0% ({how}).";
    }
}
