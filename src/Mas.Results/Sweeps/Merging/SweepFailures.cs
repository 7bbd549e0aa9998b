using Mas.Results.Reports.Html;

namespace Mas.Results.Sweeps.Merging;

/// <summary>What failed, with the reason and the log, and what was finished and could not be read.</summary>
internal static class SweepFailures
{
    private const int MostRows = 40;

    // Failures often have one cause, which a reader has seen after a few.
    private const int MostLogs = 6;

    private const string Unsaid = "no reason was left";

    public static void Write(HtmlWriter html, MergeResult result)
    {
        IGrouping<(JobState State, string Message), string>[] causes = [.. result.Status.Cells
            .Where(cell => cell.Standing.State is JobState.Failed or JobState.Lost)
            .GroupBy(cell => (cell.Standing.State, Message(cell.Standing)), cell => cell.Job.Name)];
        if (causes.Length > 0)
        {
            html.Section(2, "What failed");
            html.Add($"<div class=\"paths\">");
            html.Table("Why", "State", "#Cells", "Log");
            foreach (IGrouping<(JobState State, string Message), string> cause in causes.Take(MostRows))
                Row(html, cause.Key.State, cause.Key.Message, [.. cause]);
            html.Add($"</tbody></table></div>");
            More(html, causes.Length, "reasons", "mas sweep status --json");
            html.Add($"</section>");
        }
        LeftOut(html, result.LeftOut);
    }

    private static void Row(HtmlWriter html, JobState state, string message, string[] cells)
    {
        html.Add($"<tr><th scope=\"row\">{message}</th>{new Cell("State", state.Word(), "")}{new Cell("Cells", $"{cells.Length}")}");
        html.Add($"<td data-label=\"Log\">");
        foreach (string log in cells.Take(MostLogs).Select(Log))
            html.Add($"<a href=\"{log}\">{log}</a><br>");
        if (cells.Length > MostLogs)
            html.Add($"and {cells.Length - MostLogs} more");
        html.Add($"</td></tr>");
    }

    private static void LeftOut(HtmlWriter html, IReadOnlyList<LeftOutCell> cells)
    {
        if (cells.Count == 0)
            return;
        html.Section(2, "Finished, and left out");
        html.Add($"<p>{Listed.Count(cells.Count, "cell")} counted as done, and what was left of the run could not be used.</p>");
        html.Add($"<div class=\"paths\">");
        html.Table("Cell", "Why");
        foreach (LeftOutCell cell in cells.Take(MostRows))
            html.Add($"<tr><th scope=\"row\">{cell.Cell}</th>{new Cell("Why", cell.Reason, "")}</tr>");
        html.Add($"</tbody></table></div>");
        More(html, cells.Count, "cells", "mas sweep merge --json");
        html.Add($"</section>");
    }

    private static void More(HtmlWriter html, int count, string noun, string command)
    {
        if (count > MostRows)
            html.Add($"<p class=\"fine\">The first {MostRows} of {count} {noun}; <code>{command}</code> tells all.</p>");
    }

    private static string Message(JobStanding standing) => standing.State == JobState.Lost
        ? "the process that worked on it died without a word; the next run goes on with it"
        : MessageLimits.Cut(standing.Message ?? Unsaid, SweepPath.LongestMessage);

    private static string Log(string cell) => $"{SweepFolder.CellsFolder}/{cell}/{JobFolder.LogFile}";
}
