using Mas.Results.Reports.Html;
using Mas.Results.Verdicts;

namespace Mas.Results.Reports.Sections;

/// <summary>What the intervals on the page cover, and how many there are.</summary>
internal static class StatisticsSection
{
    public static void Write(HtmlWriter html, RunRecord run, int level)
    {
        if (run.Directions.Count == 0)
            return;
        html.Section(level, "Statistics");
        html.Add($"<ul>");
        html.Items(Sentences(run));
        html.Add($"</ul></section>");
    }

    public static IEnumerable<string> Sentences(RunRecord run)
    {
        int seeds = run.Directions.Min(direction => direction.Seeds.Count), samples = run.Directions.Min(direction => direction.Samples);
        yield return seeds >= AccuracyInterval.SeedsForVariance
            ? $"Trial IIA of a direction is a mean over {seeds} alignment seeds on the same {samples} test interventions. Its 95 % "
                + "interval covers both, other seeds and other interventions; where every outcome was the same, interventions only."
            : $"Trial IIA of a direction rests on {Listed.Count(seeds, "alignment seed")} and {samples} test interventions. Its 95 % "
                + "interval covers other interventions only, and bears a † for that: how much seeds vary, fewer than three cannot tell.";
        if (run.Directions.Any(direction => direction.Corrected is not null))
            yield return "Chance-corrected values carry the floor's own uncertainty in their interval.";
        if (run.Verdict is { Word: not Verdict.None } && Verdict.Judged(run.Directions).Any(direction => direction.Chosen is not null))
            yield return "The verdict uses the alignment of one seed, chosen on validation, and one-sided 5 % bounds of it on the test "
                + "set. Claims about every direction use 5 % in each. Claims about some direction, and failures of a causal model, are "
                + "corrected for how many there are. Interventions that share a sequence are not "
                + "taken for independent, which widens bounds.";
        if (run.Differences.Count > 0)
            yield return $"The {Listed.Count(run.Differences.Count, "difference")} between methods and sizes "
                + $"{(run.Differences.Count == 1 ? "is" : "are")} paired, on the same interventions and seeds, and corrected for the "
                + "number of comparisons of a kind.";
        yield return "Null controls are tested at 5 % for all of them and all directions together. Other sentences of the evidence compare "
            + "intervals one by one, and are not corrected for how many there are.";
        if (run.NetworkSeeds.Count == 0)
            yield return "No interval covers other networks of the same kind, trained from other seeds: that needs three of a "
                + "kind or more.";
    }
}
