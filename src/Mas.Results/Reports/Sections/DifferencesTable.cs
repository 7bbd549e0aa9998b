using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Sections;

/// <summary>Methods and sizes against each other, direction by direction, with intervals alone and together.</summary>
internal static class DifferencesTable
{
    private const int LongestOpen = 16; // rows

    public static void Write(HtmlWriter html, IReadOnlyList<DifferenceResult> differences, int level)
    {
        foreach (IGrouping<bool, DifferenceResult> kind in differences.GroupBy(difference => difference.IsBetweenMethods))
            Write(html, [.. kind], kind.Key ? "methods" : "sizes", level);
    }

    private static void Write(HtmlWriter html, IReadOnlyList<DifferenceResult> differences, string kind, int level)
    {
        html.Heading(level, $"Differences between {kind}");
        html.Add($"<p>{new Prose(Sentence(differences, kind))}</p>");
        if (differences.Count > LongestOpen)
            html.Add($"<details><summary>All {differences.Count} differences in numbers</summary>");
        Table(html, differences);
        IntervalMark.Note(html, differences.Select(difference => difference.IntervalDesign));
        html.Add($"<p class=\"fine\">Trial IIA of the first minus that of the second, in percentage points, on the same test interventions "
            + $"with the same alignment seeds. In brackets: not trained in this direction.</p>");
        if (differences.Count > LongestOpen)
            html.Add($"</details>");
    }

    /// <summary>How many differ, by their own intervals and by those that hold together.</summary>
    public static string Sentence(IReadOnlyList<DifferenceResult> differences, string kind)
    {
        int alone = differences.Count(difference => Excludes0(difference.Interval)),
        together = differences.Count(difference => Excludes0(difference.SimultaneousInterval));
        if (differences.Count == 1)
            return $"One comparison between {kind} was made, so nothing needs to be corrected: the two are "
                + $"{(alone == 1 ? "" : "not ")}told apart.";
        return $"{differences.Count} comparisons between {kind} were made. {alone} of them {(alone == 1 ? "is" : "are")} told apart where "
            + "each is looked at by itself; if nothing differed, about one in twenty would be. "
            + $"{together} {(together == 1 ? "is" : "are")} told apart by the intervals that hold all {differences.Count} at once.";
    }

    private static void Table(HtmlWriter html, IReadOnlyList<DifferenceResult> differences)
    {
        bool isOneVariable = differences.Select(difference => difference.Variable).Distinct().Count() == 1;
        html.Add($"<table class=\"cards\"><thead><tr>{new Heads("Difference", "Direction")}");
        if (!isOneVariable)
            html.Add($"<th scope=\"col\">Variable</th>");
        Heads numbers = new("#Points", "#95 % interval by itself", $"#95 % for all {differences.Count} at once", "Told apart");
        html.Add($"{numbers}</tr></thead><tbody>");
        foreach (DifferenceResult difference in differences)
        {
            string mark = IntervalMark.Of(difference.IntervalDesign);
            html.Add($"<tr><th scope=\"row\">{Name(difference)}</th>"
                + $"{new Cell("Direction", $"{difference.Source} → {difference.Target}", "steps")}");
            if (!isOneVariable)
                html.Add($"{new Cell("Variable", difference.Variable, "")}");
            html.Add($"{new Cell("Points", Percent.Points(difference.Difference))}"
                + $"{new Cell("95 % interval by itself", Percent.Points(difference.Interval) + mark)}");
            html.Add($"{new Cell("95 % for all at once", Percent.Points(difference.SimultaneousInterval) + mark)}"
                + $"{new Cell("Told apart", Apart(difference), "")}</tr>");
        }
        html.Add($"</tbody></table>");
    }

    private static string Name(DifferenceResult difference) => difference.IsBetweenMethods
        ? $"{Bracketed(difference.Method, difference.Trained)} − {Bracketed(difference.OtherMethod, difference.OtherTrained)}, size "
            + $"{difference.Size}"
        : $"{difference.Method}, size {difference.Size} − size {difference.OtherSize}";

    private static string Bracketed(string method, bool trained) => trained ? method : $"({method})";

    private static string Apart(DifferenceResult difference) =>
        Excludes0(difference.SimultaneousInterval) ? "yes" : Excludes0(difference.Interval) ? "by itself only" : "no";

    private static bool Excludes0(Interval interval) => interval.Low > 0 || interval.High < 0;
}
