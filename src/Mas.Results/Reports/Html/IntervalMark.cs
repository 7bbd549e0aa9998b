namespace Mas.Results.Reports.Html;

/// <summary>The mark beside an interval that does not cover the choice of alignment seeds, and what it means.</summary>
internal static class IntervalMark
{
    public const string Sign = "\u00a0†";

    public const string General = "† Where all seeds gave the same outcome on every intervention, or there are fewer than three seeds, the "
        + "interval covers the interventions only.";

    public static string Of(string design) => design == AccuracyInterval.Crossed ? "" : Sign;

    /// <summary><c>97.1 % (95.0–98.4)</c>, with its mark where the interval does not cover seeds.</summary>
    public static string Text(AccuracyInterval accuracy) =>
        $"{Percent.Of(accuracy.Mean)} ({Percent.Span(accuracy.Interval)}){Of(accuracy.IntervalDesign)}";

    /// <summary>What the mark means, below a table that has one.</summary>
    public static void Note(HtmlWriter html, IEnumerable<string> designs)
    {
        if (designs.Any(design => design != AccuracyInterval.Crossed))
            html.Add($"<p class=\"fine\">{General}</p>");
    }
}
