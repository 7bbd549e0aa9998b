using Mas.Results.Reports.Html;

namespace Mas.Results.Sweeps.Merging;

/// <summary>What failed, with the reason and the log, and what was finished and could not be read.</summary>
internal static class SweepFailures
{
    // Failures often have one cause, which a reader has seen after a few.
    private const int MostRows = 40;

    private const string Unsaid = "no reason was left";

    public static void Write(HtmlWriter html, MergeResult result)
    {
        (string Cell, string State, string Message)[] failed = [.. result.Status.Cells
            .Where(one => one.Standing.State is JobState.Failed or JobState.Lost)
            .Select(one => (one.Job.Name, one.Standing.State == JobState.Failed ? "failed" : "lost", Message(one.Standing)))];
        if (failed.Length > 0)
        {
            html.Section(2, "What failed");
            html.Table("Cell", "State", "Why", "Log");
            foreach ((string cell, string state, string message) in failed.Take(MostRows))
                html.Add($"<tr><th scope=\"row\">{cell}</th>{new Cell("State", state, "")}{new Cell("Why", message, "")}"
                    + $"<td data-label=\"Log\"><a href=\"{Log(cell)}\">{Log(cell)}</a></td></tr>");
            html.Add($"</tbody></table>");
            More(html, failed.Length, "mas sweep status");
            html.Add($"</section>");
        }
        LeftOut(html, result.LeftOut);
    }

    private static void LeftOut(HtmlWriter html, IReadOnlyList<LeftOutCell> cells)
    {
        if (cells.Count == 0)
            return;
        html.Section(2, "Finished, and left out");
        html.Add($"<p>{Listed.Count(cells.Count, "cell")} counted as done, and what was left of the run could not be used.</p>");
        html.Table("Cell", "Why");
        foreach (LeftOutCell cell in cells.Take(MostRows))
            html.Add($"<tr><th scope=\"row\">{cell.Cell}</th>{new Cell("Why", cell.Reason, "")}</tr>");
        html.Add($"</tbody></table>");
        More(html, cells.Count, "mas sweep merge --json");
        html.Add($"</section>");
    }

    private static void More(HtmlWriter html, int count, string command)
    {
        if (count > MostRows)
            html.Add($"<p class=\"fine\">The first {MostRows} of {count}; <code>{command}</code> tells all.</p>");
    }

    private static string Message(JobStanding standing) => standing.State == JobState.Lost
        ? "the process that worked on it died without a word; the next run goes on with it"
        : MessageLimits.Cut(standing.Message ?? Unsaid, SweepPath.LongestMessage);

    private static string Log(string cell) => $"{SweepFolder.CellsFolder}/{cell}/{JobFolder.LogFile}";
}
