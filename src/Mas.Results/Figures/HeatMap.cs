using Mas.Results.Comparisons;

namespace Mas.Results.Figures;

/// <summary>Trial IIA by source (rows) and target (columns), with its interval in every cell that has room for it.</summary>
internal static class HeatMap
{
    private const double Gap = 3, Top = 54;

    /// <param name="inaccessible">Networks into which nothing could be trained by behaviour.</param>
    public static Figure Draw(
        IReadOnlyList<DirectionResult> directions, ResultGroup group, IReadOnlyList<string> networks, IReadOnlySet<string> inaccessible)
    {
        CellSize cell = CellSize.For(networks.Count);
        IReadOnlyList<string> columns = Columns(networks, cell), rows = columns == networks ? networks
            : [.. networks.Select((name, i) => $"{i + 1} · {name}")];
        double left = Math.Clamp(rows.Max(name => SvgCanvas.TextWidth(name, 13)) + 18, 56, 170);
        double right = left + (networks.Count * cell.Width), bottom = Top + (networks.Count * cell.Height);
        ILookup<NamedDirection, DirectionResult> results = directions.ToLookup(d => new NamedDirection(d.Source, d.Target));
        SvgCanvas canvas = new();
        Labels(canvas, rows, columns, cell, left);
        for (int row = 0; row < networks.Count; row++)
            for (int column = 0; column < networks.Count; column++)
                Cell(canvas, results[new NamedDirection(networks[row], networks[column])].FirstOrDefault(),
                    inaccessible.Contains(networks[column]), left + (column * cell.Width), Top + (row * cell.Height), cell);
        double width = Math.Max(right + 8, 320);
        Scale(canvas, bottom + 14, "0 %", "100 %");
        LegendEntry[] marks = [.. Marks(canvas, directions, inaccessible, cell.ShowsInterval)];
        double end = marks.Length == 0 ? bottom + 48 : bottom + 54 + Legend.Draw(canvas, 8, bottom + 54, width - 16, marks);
        return new Figure($"heatmap-{group.Slug}", "Trial IIA by source and target", $"{group}. {Description(directions, inaccessible)}",
            width, end + 10, canvas.Body);
    }

    // Where a name would be cut at the head of its column, all columns bear the number of their row.
    private static IReadOnlyList<string> Columns(IReadOnlyList<string> networks, CellSize cell) =>
        cell.ShowsInterval || networks.All(name => SvgCanvas.Fit(name, cell.Width - 10, 13) == name) ? networks
            : [.. networks.Select((_, i) => $"{i + 1}")];

    private static void Labels(SvgCanvas canvas, IReadOnlyList<string> rows, IReadOnlyList<string> columns, CellSize cell, double left)
    {
        canvas.Text(left, 18, "activity written into →", 12, fill: Paint.Muted);
        canvas.Text(left - 10, 40, "from ↓", 12, "end", Paint.Muted);
        for (int i = 0; i < rows.Count; i++)
        {
            canvas.Text(left + ((i + 0.5) * cell.Width), 42, SvgCanvas.Fit(columns[i], cell.Width - 10, 13), 13, "middle", weight: 600);
            canvas.Text(left - 10, Top + ((i + 0.5) * cell.Height) + 5, SvgCanvas.Fit(rows[i], left - 16, 13), 13, "end", weight: 600);
        }
    }

    private static void Cell(SvgCanvas canvas, DirectionResult? direction, bool isInaccessible, double x, double y, CellSize cell)
    {
        double width = cell.Width - Gap, height = cell.Height - Gap, middle = x + (width / 2);
        if (direction is null)
        {
            Empty(canvas, x, y, width, height);
            return;
        }
        string ink = Paint.HeatInk(direction.TrialIia);
        canvas.Rect(x, y, width, height, Paint.Heat(direction.TrialIia), radius: 4);
        if (!direction.Trained)
            canvas.Rect(x + 3, y + 3, width - 6, height - 6, "none", ink, "4 3", 3);
        if (isInaccessible)
            Corner(canvas, x + width, y, ink);
        canvas.Text(middle, y + (height / 2) + (cell.ShowsInterval ? 0 : 5), Percent.Number(direction.TrialIia), cell.FontSize, "middle",
            ink, 600);
        if (cell.ShowsInterval)
            canvas.Text(middle, y + (height / 2) + 17, Percent.Span(direction.Interval) + (direction.CoversSeeds ? "" : " †"), 12,
                "middle", ink);
    }

    /// <summary>A cell that has no value.</summary>
    public static void Empty(SvgCanvas canvas, double x, double y, double width, double height)
    {
        canvas.Rect(x, y, width, height, "none", Paint.Line, radius: 4);
        canvas.Text(x + (width / 2), y + (height / 2) + 5, "–", 13, "middle", Paint.Muted);
    }

    private static void Corner(SvgCanvas canvas, double right, double top, string fill) =>
        canvas.Polygon([(right - 12, top + 2), (right - 2, top + 2), (right - 2, top + 12)], fill);

    /// <summary>The colours of a heat map from its low to its high end, 34 pixels high.</summary>
    public static void Scale(SvgCanvas canvas, double y, string low, string high)
    {
        const double step = 16, x = 8;
        for (int i = 0; i < Theme.HeatSteps; i++)
            canvas.Rect(x + (i * step), y, step, 12, Paint.Heat(i / (Theme.HeatSteps - 1.0)));
        canvas.Text(x, y + 28, low, 12, fill: Paint.Muted);
        canvas.Text(x + (Theme.HeatSteps * step), y + 28, high, 12, "end", Paint.Muted);
    }

    private static IEnumerable<LegendEntry> Marks(
        SvgCanvas canvas, IReadOnlyList<DirectionResult> directions, IReadOnlySet<string> inaccessible, bool showsIntervals)
    {
        if (directions.Any(direction => !direction.Trained))
            yield return new("never trained", (at, line) => canvas.Rect(at - 10, line - 7, 22, 14, "none", Paint.Muted, "4 3", 3));
        if (directions.Any(direction => inaccessible.Contains(direction.Target)))
            yield return new("into an inaccessible network", (at, line) => Corner(canvas, at + 8, line - 7, Paint.Ink));
        foreach (LegendEntry dagger in LegendEntry.Dagger(canvas, showsIntervals && directions.Any(direction => !direction.CoversSeeds)))
            yield return dagger;
    }

    private static string Description(IReadOnlyList<DirectionResult> directions, IReadOnlySet<string> inaccessible) =>
        "Share of interventions with the counterfactual behaviour, with 95 % intervals. "
        + AlternativeText.List([.. directions.Select(d => $"from {d.Source} into {d.Target}"
            + $"{(inaccessible.Contains(d.Target) ? " (inaccessible)" : "")}{(d.Trained ? "" : " (never trained)")} "
            + ComparisonPlot.Say(d))]);

    /// <summary>Cells shrink with the number of networks; the interval is left to the table where it would not fit.</summary>
    private sealed record CellSize(double Width, double Height, double FontSize, bool ShowsInterval)
    {
        public static CellSize For(int networks) => networks switch
        {
            <= 3 => new CellSize(132, 78, 20, true),
            <= 8 => new CellSize(94, 58, 16, true),
            _ => new CellSize(56, 36, 13, false),
        };
    }
}
