using Mas.Results.Records;
using Mas.Results.Reports.Html;
using Mas.Results.Reports.Sections;
using Mas.Results.Statistics;
using Mas.Results.Verdicts;

namespace Mas.Results.Reports;

/// <summary>One line per run: its verdict and its weakest direction.</summary>
internal static class RunsTable
{
    public static void Write(HtmlWriter html, IReadOnlyList<ReportInput> runs)
    {
        html.Add($"<table class=\"cards\"><thead><tr><th scope=\"col\">Run</th><th scope=\"col\">Status</th><th scope=\"col\">Verdict</th><th scope=\"col\">Weakest direction</th><th scope=\"col\" class=\"number\">Trial IIA</th><th scope=\"col\" class=\"number\">95 % interval</th></tr></thead><tbody>");
        for (int i = 0; i < runs.Count; i++)
            Row(html, runs[i].Run, i + 1, runs.Count(other => other.Run.Run == runs[i].Run.Run) > 1);
        html.Add($"</tbody></table>");
        IntervalMark.Note(html, runs.Select(run => Weakest(run.Run)).OfType<DirectionResult>());
    }

    /// <summary>The weakest of the judged directions, or where none is judged, of all; null before the test.</summary>
    public static DirectionResult? Weakest(RunRecord run)
    {
        IReadOnlyList<DirectionResult> judged = Verdict.Judged(run.Directions);
        return (judged.Count > 0 ? judged : run.Directions).MinBy(direction => direction.TrialIia);
    }

    private static void Row(HtmlWriter html, RunRecord run, int number, bool namesake)
    {
        DirectionResult? weakest = Weakest(run);
        html.Add($"<tr><th scope=\"row\">{number} · <a href=\"#run-{number}\">{run.Run}</a>");
        // Runs of one experiment with different overrides bear one name; their commands tell them apart.
        if (namesake && run.Command is not null)
            html.Add($"<br><code>{run.Command}</code>");
        html.Add($"</th><td data-label=\"Status\">{run.Status}</td><td data-label=\"Verdict\"><strong>{run.Verdict?.Word ?? "not yet"}</strong></td>");
        if (weakest is null)
            html.Add($"<td data-label=\"Weakest direction\">nothing tested yet</td><td></td><td></td></tr>");
        else
            html.Add($"<td data-label=\"Weakest direction\">{weakest.Source} → {weakest.Target}</td><td class=\"number\" data-label=\"Trial IIA\">{Percent.Of(weakest.TrialIia)}</td><td class=\"number\" data-label=\"95 % interval\">{Percent.Of(weakest.Interval)}{IntervalMark.Of(weakest)}</td></tr>");
    }
}
