using Mas.Results.Statistics;

namespace Mas.Results.Reports;

/// <summary>The mark beside an interval that does not cover the choice of alignment seeds, and what it means.</summary>
internal static class IntervalMark
{
    public const string Sign = "\u00a0†";

    public const string General = "† Covers the test interventions only, not the choice of alignment seeds: fewer than three seeds, or right and wrong everywhere.";

    public static string Of(DirectionResult direction) => Of(direction.IntervalDesign);

    public static string Of(string design) => design == AccuracyInterval.Crossed ? "" : Sign;

    /// <summary>Why the interval bears the mark; null where it bears none.</summary>
    public static string? Reason(DirectionResult direction) =>
        direction.IntervalDesign == AccuracyInterval.Crossed ? null
        : direction.Seeds.Count < AccuracyInterval.SeedsForVariance
            ? $"† With {direction.Seeds.Count} alignment seed{(direction.Seeds.Count == 1 ? "" : "s")} the intervals cover the {direction.Samples} test interventions only, not the choice of seeds."
            : $"† Where every outcome is the same the interval covers the {direction.Samples} test interventions only.";

    /// <summary>A line for each reason below a table.</summary>
    public static void Note(HtmlWriter html, IEnumerable<DirectionResult> shown)
    {
        foreach (string reason in shown.Select(Reason).OfType<string>().Distinct())
            html.Add($"<p class=\"fine\">{reason}</p>");
    }
}
