using Mas.Results.Comparisons;

namespace Mas.Results.Figures;

/// <summary>What other measures say of each pair of networks against what MAS says; contradictions are ringed.</summary>
internal static class DisagreementPlot
{
    private const double Width = 480, Left = 52, Right = 464, Height = 300;

    /// <param name="measured">All measures on all pairs; distances are left out, having no scale of their own.</param>
    /// <returns>Null without MAS or without another similarity.</returns>
    public static Figure? Draw(
        IReadOnlyList<MeasuredSimilarity> measured, IReadOnlyList<DisagreementCase> cases, double same, double different)
    {
        Dictionary<(string, string), MeasuredSimilarity> mas = measured.Where(one => one.Measure == Verdicts.Verdict.Method)
            .DistinctBy(one => (one.First, one.Second)).ToDictionary(one => (one.First, one.Second));
        List<MeasuredSimilarity> others = [.. measured.Where(one => one.Measure != Verdicts.Verdict.Method && !one.IsDistance
            && double.IsFinite(one.Value) && mas.ContainsKey((one.First, one.Second)))];
        if (others.Count == 0)
            return null;
        List<string> measures = [.. others.Select(one => one.Measure).Distinct()];
        HashSet<MeasuredSimilarity> ringed = [.. cases.Select(one => one.Measured)];
        SvgCanvas canvas = new();
        double top = Legend.Draw(canvas, 8, 6, Width - 16, Entries(canvas, measures, ringed.Count > 0)) + 34;
        Axis x = new(0, 1, Left + 8, Right - 8), y = new(0, 1, top + Height, top);
        canvas.Text(Left, top - 12, "the other measure", 13, weight: 600);
        Frame(canvas, x, y, same, different);
        foreach (MeasuredSimilarity one in others)
        {
            double across = x.At(mas[(one.First, one.Second)].Value), up = y.At(one.Value);
            if (ringed.Contains(one))
                canvas.Ring(across, up, 11, Paint.Ink);
            Marker.Draw(canvas, measures.IndexOf(one.Measure), across, up);
        }
        canvas.Text(Right, y.Start + 36, "MAS, worse direction, chance-corrected", 12, "end", Paint.Muted);
        return new Figure("disagreement", "Other measures against MAS", AlternativeText.List([.. others.Select(one =>
            $"{one.First} and {one.Second}: MAS {SimilarityMap.Number(mas[(one.First, one.Second)].Value)}, {one.Measure} "
                + $"{SimilarityMap.Number(one.Value)}{(ringed.Contains(one) ? " (contradiction)" : "")}")]),
            Width, y.Start + 46, canvas.Body);
    }

    private static void Frame(SvgCanvas canvas, Axis x, Axis y, double same, double different)
    {
        foreach (double tick in y.Ticks(5))
        {
            canvas.Line(Left, y.At(tick), Right, y.At(tick), Paint.Line);
            canvas.Text(Left - 7, y.At(tick) + 4, SimilarityMap.Number(tick), 12, "end", Paint.Muted);
            canvas.Text(x.At(tick), y.Start + 18, SimilarityMap.Number(tick), 12, "middle", Paint.Muted);
        }
        foreach (double threshold in new[] { different, same })
            canvas.Line(x.At(threshold), y.End, x.At(threshold), y.Start, Paint.Muted, 1, "4 3");
        canvas.Line(Left, y.Start, Right, y.Start, Paint.Muted);
    }

    private static List<LegendEntry> Entries(SvgCanvas canvas, List<string> measures, bool hasCases) =>
    [
        .. measures.Select((measure, series) => new LegendEntry(measure, (x, y) => Marker.Draw(canvas, series, x, y))),
        new("different | same, by MAS", (x, y) =>
        {
            canvas.Line(x - 5, y - 8, x - 5, y + 8, Paint.Muted, 1, "4 3");
            canvas.Line(x + 5, y - 8, x + 5, y + 8, Paint.Muted, 1, "4 3");
        }),
        .. hasCases ? [new LegendEntry("contradiction", (x, y) => canvas.Ring(x, y, 8, Paint.Ink))] : (LegendEntry[])[],
    ];
}
