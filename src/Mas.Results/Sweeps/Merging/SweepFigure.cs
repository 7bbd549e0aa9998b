using Mas.Results.Figures;

namespace Mas.Results.Sweeps.Merging;

/// <summary>Trial IIA of the worst exchange along one factor: a line for each level of another one, a panel for each combination of the
/// rest, with the single cells as small points.</summary>
internal static class SweepFigure
{
    public const string Name = "sweep", Measure = "trial IIA of the worst exchange";

    private const double Left = 48, Gap = 44, Right = 16, Height = 200, WidePanel = 470, NarrowPanel = 290, TitleHeight = 34, Below = 34;

    // Points of a panel beyond which three panels side by side are too narrow.
    private const int MostInNarrow = 20;

    public static Figure Draw(SweepSummary summary)
    {
        SweepLayout layout = summary.Layout;
        SvgCanvas canvas = new();
        IGrouping<string, SweepPoint>[] panels =
            [.. summary.Points.GroupBy(point => string.Join(' ', point.Levels.Take(layout.Panels.Count)))];
        bool isNarrow = panels.Length > 1 && (layout.X?.Levels.Count ?? 1) * layout.LineCount <= MostInNarrow;
        int columns = Math.Min(panels.Length, isNarrow ? 3 : 2);
        double panel = isNarrow ? NarrowPanel : WidePanel, width = Left + (columns * (panel + Gap)) - Gap + Right;
        SweepScale scale = SweepScale.Of(layout.X, panel);
        double top = Legend.Draw(canvas, 8, 6, width - 16, Entries(canvas, summary, scale.HasCells(layout.LineCount))) + 8;
        for (int i = 0; i < panels.Length; i++)
        {
            double left = Left + (i % columns * (panel + Gap)), at = top + TitleHeight + (i / columns * (TitleHeight + Height + Below));
            new SweepPanel(canvas, summary, scale, left, at, Height).Draw(Title(layout, panels[i].First()), [.. panels[i]]);
        }
        double bottom = top + ((panels.Length + columns - 1) / columns * (TitleHeight + Height + Below));
        foreach (string line in XName(layout, scale))
            canvas.Text(Left, bottom += 18, SvgCanvas.Fit(line, width - Left - Right, 12), 12, fill: Paint.Muted);
        return new Figure(Name, Listed.Capital(Heading(layout)), Description(summary), width, bottom + 12, canvas.Body);
    }

    /// <summary>What it shows, such as <c>trial IIA of the worst exchange, by alignment.size</c>.</summary>
    public static string Heading(SweepLayout layout) => Measure + (layout.X is null ? "" : $", by {layout.X.Name}");

    private static string Title(SweepLayout layout, SweepPoint point) => layout.Panels.Count == 0 ? ""
        : string.Join(", ", layout.Panels.Select((factor, at) => $"{factor.Name} = {factor.Levels[point.Levels[at]].Label}"));

    // Words too long for their place bear numbers.
    private static IEnumerable<string> XName(SweepLayout layout, SweepScale scale) => layout.X is not { } x ? []
        : scale.IsNumbered ? [$"{x.Name}:", .. x.Levels.Take(SweepLayout.MostWords).Select((level, i) => $"{i + 1} = {level.Label}")]
        : [x.Name];

    private static List<LegendEntry> Entries(SvgCanvas canvas, SweepSummary summary, bool hasCells)
    {
        List<LegendEntry> entries = [];
        if (summary.Layout.Lines is { } lines)
            entries.AddRange(lines.Levels.Select((level, series) =>
                LegendEntry.Line(canvas, SvgCanvas.Fit($"{lines.Name} = {level.Label}", 300, 12), series)));
        if (hasCells && summary.Points.Any(point => point.Values.Count > 1))
            entries.Add(new("a cell", (x, y) => canvas.Circle(x, y, SweepPanel.Dot, Paint.Ink)));
        entries.AddRange(summary.Intervals.Select(kind => new LegendEntry($"95 % over {SeedKinds.Name(kind)}", (x, y) =>
            SweepPanel.Interval(canvas, kind, x, y - 8, y + 8, Paint.Ink))));
        if (summary.Points.Any(point => point.Floor is not null))
            entries.Add(new("unchanged target (floor)", (x, y) =>
                canvas.Line(x - SweepPanel.FloorWidth, y, x + SweepPanel.FloorWidth, y, Paint.Muted, 2, SweepPanel.FloorDash)));
        return entries;
    }

    private static string Description(SweepSummary summary) => $"{Listed.Capital(Heading(summary.Layout))}. "
        + AlternativeText.List([.. summary.Points.Select(point =>
            (summary.Place(point) is { Length: > 0 } place ? $"{place}: " : "") + summary.Measured(point))]);
}
