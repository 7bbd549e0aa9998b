using Mas.Results.Reports.Html;

namespace Mas.Results.Sweeps.Merging;

/// <summary>What a reader should know after ten seconds: how far the sweep is, its verdicts, and where the exchange went best and
/// worst.</summary>
internal static class SweepAnswer
{
    public static void Write(HtmlWriter html, MergeResult result, SweepSummary? summary)
    {
        int cells = result.Table.Cells.Count, done = result.Status.Count(JobState.Done);
        html.Add($"<section class=\"verdict\" aria-label=\"How far it is\">");
        html.Add($"<p class=\"word\">{done} of {Listed.Count(cells, "cell")} done</p>");
        html.Add($"<p class=\"lead\">{State(result)}</p>");
        html.List([.. Verdicts(result), .. summary is null ? [] : Ends(summary)]);
        html.Add($"</section>");
    }

    private static string State(MergeResult result)
    {
        string others = result.Unfinished.Count == 0 ? "All cells are finished."
            : $"Of the others {Listed.Of(result.Unfinished)}.";
        return others + (result.LeftOut.Count == 0 ? ""
            : $" {Listed.Count(result.LeftOut.Count, "finished cell")} could not be read and {Verb(result.LeftOut.Count)} left out below.");
    }

    private static string Verb(int count) => count == 1 ? "is" : "are";

    private static IEnumerable<string> Verdicts(MergeResult result)
    {
        string[] words = [.. SweepVerdicts.Words(result).Select(word =>
            $"{word} in {result.Merged.Count(cell => cell.Word == word)}")];
        yield return $"Verdicts: {Listed.Of(words)} of {Listed.Count(result.Merged.Count, "cell")}.";
    }

    private static IEnumerable<string> Ends(SweepSummary summary)
    {
        SweepPoint low = summary.Points.MinBy(point => point.Mean)!, high = summary.Points.MaxBy(point => point.Mean)!;
        if (summary.Points.Count == 1)
        {
            yield return $"Trial IIA of the worst exchange: {summary.Measured(low)}{Of(low)}.";
            yield break;
        }
        yield return $"Trial IIA of the worst exchange is highest at {summary.Place(high)}: {summary.Measured(high)}{Of(high)}.";
        yield return $"It is lowest at {summary.Place(low)}: {summary.Measured(low)}{Of(low)}.";
    }

    private static string Of(SweepPoint point) => point.Planned == 1 ? ""
        : point.Values.Count == point.Planned ? $", the mean of {point.Planned} cells"
        : $", {(point.Values.Count == 1 ? "" : "the mean of ")}{point.Values.Count} of {point.Planned} cells";
}
