using Mas.Results.Reports.Html;

namespace Mas.Results.Sweeps.Merging;

/// <summary>The numbers behind the figure of a sweep.</summary>
internal static class SweepNumbers
{
    private const int MostRows = 100;

    public static void Write(HtmlWriter html, SweepSummary summary)
    {
        IReadOnlyList<SweepFactor> shown = summary.Layout.Shown;
        // The first column is the head of its row.
        string[] factors = shown.Count == 0 ? ["Cells"] : [.. shown.Select(factor => factor.Name)];
        string[] columns = [.. factors, "trial IIA", .. summary.Intervals.Select(kind => $"95 % over {SeedKinds.Name(kind)}"),
            "lowest cell", "highest cell", "floor", "merged", "planned"];
        new NumberTable("The numbers of the figure", columns,
            [.. summary.Points.Take(MostRows).Select(point => Row(summary, shown, point))]).Write(html);
        if (summary.Points.Count > MostRows)
            html.Add($"<p class=\"fine\">The first {MostRows} of {summary.Points.Count} points are in the table; "
                + $"{SweepMerge.CsvFile} has every value of every cell.</p>");
    }

    private static string[] Row(SweepSummary summary, IReadOnlyList<SweepFactor> shown, SweepPoint point) =>
    [
        .. shown.Count == 0 ? (string[])["all"] : [.. shown.Select((factor, at) => factor.Levels[point.Levels[at]].Label)],
        Percent.Of(point.Mean), .. summary.Intervals.Select(kind => point.Over(kind) is { } interval ? Percent.Of(interval) : "–"),
        .. point.Values.Count == 1 ? (string[])["–", "–"] : [Percent.Of(point.Values.Min()), Percent.Of(point.Values.Max())],
        Percent.OrDash(point.Floor), Invariant($"{point.Values.Count}"), Invariant($"{point.Planned}"),
    ];
}
