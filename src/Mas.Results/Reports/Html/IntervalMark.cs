namespace Mas.Results.Reports.Html;

/// <summary>The mark beside an interval that does not cover the choice of alignment seeds, and what it means.</summary>
internal static class IntervalMark
{
    public const string Sign = "\u00a0†";

    public const string General = "† Where all seeds gave the same outcome on every intervention, or there are fewer than three seeds, the "
        + "interval covers the interventions only.";

    public static string Of(DirectionResult direction) => Of(direction.IntervalDesign);

    public static string Of(string design) => design == AccuracyInterval.Crossed ? "" : Sign;

    /// <summary>Why the interval bears the mark; null where it bears none.</summary>
    public static string? Reason(DirectionResult direction) =>
        direction.IntervalDesign == AccuracyInterval.Crossed ? null : General;

    /// <summary>A line for each reason below a table.</summary>
    public static void Note(HtmlWriter html, IEnumerable<DirectionResult> shown)
    {
        foreach (string reason in shown.Select(Reason).OfType<string>().Distinct())
            html.Add($"<p class=\"fine\">{reason}</p>");
    }
}
