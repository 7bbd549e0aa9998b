using Mas.Results.Reports.Html;

namespace Mas.Results.Sweeps.Merging;

/// <summary>What is averaged over, what the intervals are, and what the numbers do not say.</summary>
internal static class SweepLimits
{
    /// <summary>What the main figure leaves out.</summary>
    public static IEnumerable<string> Averaged(SweepLayout layout)
    {
        if (layout.Averaged.Count > 0)
            yield return $"Averaged over, because there is no room: {Names(layout.Averaged)}. A mean over different things may hide "
                + $"what each does.";
        if (layout.Seeds.Count > 0)
            yield return $"Averaged over, as seeds: {Names(layout.Seeds)}.";
        if (layout.X is { IsNumeric: false, Levels.Count: > SweepLayout.MostWords })
            yield return $"Of {layout.X.Name} the first {SweepLayout.MostWords} of {layout.X.Levels.Count} values are drawn.";
    }

    public static void Write(HtmlWriter html, MergeResult result, SweepSummary? summary)
    {
        html.Section(2, "How to read this");
        html.Add($"<ul class=\"limits\">");
        html.Items([.. summary is null ? NoExchange() : Exchange(result, summary), .. Missing(result)]);
        html.Add($"</ul>");
        Axes(html, result.Table);
        html.Add($"</section>");
    }

    private static IEnumerable<string> NoExchange() => ["No merged cell exchanged anything, so there is no figure of trial IIA."];

    private static IEnumerable<string> Exchange(MergeResult result, SweepSummary summary)
    {
        WorstExchange[] worst = [.. result.Merged.Select(cell => cell.Worst).OfType<WorstExchange>()];
        yield return "Of each cell the worst exchange counts: of the directions between networks that its verdict judges, at the largest "
            + "size, the one with the lowest trial IIA on the test split, as the mean over its alignment seeds. (Of language models: "
            + "first-token IIA.) It is not corrected for chance; the floor stands beside it.";
        if (worst.Count(one => one.IsWithin) is > 0 and var within)
            yield return $"In {within} of {Listed.Count(worst.Length, "cell")} nothing was exchanged between networks, and the worst "
                + "direction within a network counts.";
        if (result.Merged.Count - worst.Length is > 0 and var without)
            yield return $"{Listed.Count(without, "merged cell")} exchanged nothing and {(without == 1 ? "is" : "are")} in no figure.";
        foreach (SeedKind kind in SeedKinds.All)
            if (Over(summary, kind) is string sentence)
                yield return sentence;
        if (summary.Intervals.Count > 0)
            yield return "An interval says where the mean of further seeds of its kind would lie: Student's t over seeds on the scale of "
                + "the logit, at least as wide as normal logits would make it, with the drawing of test interventions. Seeds of several "
                + "networks count as crossed. Many intervals stand here, each by itself.";
        yield return "Verdicts rest on the bounds of the chosen alignment in each run, and not on these means.";
    }

    private static string? Over(SweepSummary summary, SeedKind kind)
    {
        SeedInterval[] all = [.. summary.Points.Select(point => point.Intervals[kind])];
        int none = all.Count(one => one.Interval is null), most = all.Max(one => one.Seeds);
        string seeds = Listed.Capital(SeedKinds.Name(kind));
        return most == 1 ? kind == SeedKind.Data ? null : $"{seeds}: each point has one, so nothing is said of others."
            : none == all.Length ? $"{seeds}: no point has three, which an interval needs."
            : none > 0 ? $"{seeds}: {none} of {all.Length} points {(none == 1 ? "has" : "have")} fewer than three, and no interval."
            : null;
    }

    private static IEnumerable<string> Missing(MergeResult result)
    {
        if (result.Merged.Count < result.Table.Cells.Count)
            yield return "Cells that are not merged are in no number here. Where those that fail or wait are of one sort, means of the "
                + "others mislead: the columns `merged` and `planned` say where they are missing.";
    }

    private static void Axes(HtmlWriter html, SweepTable table)
    {
        html.Add($"<dl class=\"pairs\">");
        foreach ((string key, int axis) in table.Axes.Select((key, axis) => (key, axis)))
            html.Pair(key, Listing.Of([.. table.Cells.Select(cell => cell.Values[axis]).Distinct()]));
        html.Add($"</dl>");
    }

    private static string Names(IReadOnlyList<SweepFactor> factors) =>
        Listed.Of([.. factors.Select(factor => $"`{factor.Name}` ({factor.Levels.Count} values)")]);
}
