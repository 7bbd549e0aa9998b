using Mas.Results.Figures;
using Mas.Results.Reports;
using Mas.Results.Reports.Html;

namespace Mas.Results.Sweeps.Merging;

/// <summary>The page over all cells of a sweep: how many are finished, the main figure, verdicts, failures, and what the numbers do not
/// say. What would be too long to read is cut, and says so: 1 000 cells stay a page.</summary>
internal static class SweepPage
{
    /// <param name="name">Of the sweep.</param>
    public static string Render(string name, MergeResult result) => HtmlReport.Page(
        $"{name}: a sweep of {Listed.Count(result.Table.Cells.Count, "cell")}", "A sweep: many runs that differ in what is varied", html =>
        {
            SweepSummary? summary = SweepSummary.Of(result);
            html.Add($"<h1>{name}</h1>");
            SweepAnswer.Write(html, result, summary);
            if (summary is not null)
                Exchange(html, result, summary);
            SweepVerdicts.Write(html, result);
            SweepFailures.Write(html, result);
            SweepCells.Write(html, result);
            SweepLimits.Write(html, result, summary);
        });

    private static void Exchange(HtmlWriter html, MergeResult result, SweepSummary summary)
    {
        html.Section(2, "Trial IIA");
        html.Draw(SweepFigure.Draw(summary));
        html.List(SweepLimits.Averaged(summary.Layout));
        SweepNumbers.Write(html, summary);
        if (SweepHeat.Draw(result, summary.Layout) is Figure heat)
            html.Draw(heat);
        html.Add($"</section>");
    }
}
