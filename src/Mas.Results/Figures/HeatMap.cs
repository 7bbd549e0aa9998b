namespace Mas.Results.Figures;

/// <summary>Trial IIA by source (rows) and target (columns), with its interval in every cell.</summary>
internal static class HeatMap
{
    private const double Gap = 3, Top = 54, ScaleHeight = 58;

    public static Figure Draw(IReadOnlyList<DirectionResult> directions, ResultGroup group, IReadOnlyList<string> networks)
    {
        CellSize cell = CellSize.For(networks.Count);
        double left = Math.Clamp(networks.Max(name => SvgCanvas.TextWidth(name, 13)) + 16, 56, 150);
        double right = left + (networks.Count * cell.Width), bottom = Top + (networks.Count * cell.Height);
        ILookup<Direction, DirectionResult> results = directions.ToLookup(d => new Direction(d.Source, d.Target));
        SvgCanvas canvas = new();
        Labels(canvas, networks, cell, left);
        for (int row = 0; row < networks.Count; row++)
            for (int column = 0; column < networks.Count; column++)
                Cell(canvas, results[new Direction(networks[row], networks[column])].FirstOrDefault(),
                    left + (column * cell.Width), Top + (row * cell.Height), cell);
        double width = Math.Max(right + 8, 320);
        Scale(canvas, 8, bottom + 14, directions.Any(direction => !direction.Trained));
        return new Figure($"heatmap-{group.Slug}", "Trial IIA by source and target", $"{group}. {Description(directions)}", width, bottom + ScaleHeight, canvas.Body);
    }

    private static void Labels(SvgCanvas canvas, IReadOnlyList<string> networks, CellSize cell, double left)
    {
        canvas.Text(left, 18, "activity written into →", 12, fill: Paint.Muted);
        canvas.Text(left - 10, 40, "from ↓", 12, "end", Paint.Muted);
        for (int i = 0; i < networks.Count; i++)
        {
            canvas.Text(left + ((i + 0.5) * cell.Width), 42, SvgCanvas.Fit(networks[i], cell.Width - 10, 13), 13, "middle", weight: 600);
            canvas.Text(left - 10, Top + ((i + 0.5) * cell.Height) + 5, SvgCanvas.Fit(networks[i], left - 16, 13), 13, "end", weight: 600);
        }
    }

    private static void Cell(SvgCanvas canvas, DirectionResult? direction, double x, double y, CellSize cell)
    {
        double width = cell.Width - Gap, height = cell.Height - Gap, middle = x + (width / 2);
        if (direction is null)
        {
            canvas.Rect(x, y, width, height, "none", Paint.Line, radius: 4);
            canvas.Text(middle, y + (height / 2) + 5, "–", 13, "middle", Paint.Muted);
            return;
        }
        string ink = Paint.HeatInk(direction.TrialIia);
        canvas.Rect(x, y, width, height, Paint.Heat(direction.TrialIia), radius: 4);
        if (!direction.Trained)
            canvas.Rect(x + 3, y + 3, width - 6, height - 6, "none", ink, "4 3", 3);
        canvas.Text(middle, y + (height / 2) + (cell.ShowsInterval ? 0 : 5), Percent.Number(direction.TrialIia), cell.FontSize, "middle", ink, 600);
        if (cell.ShowsInterval)
            canvas.Text(middle, y + (height / 2) + 17, Percent.Span(direction.Interval), 12, "middle", ink);
    }

    private static void Scale(SvgCanvas canvas, double x, double y, bool untrained)
    {
        const double step = 16;
        for (int i = 0; i < Theme.HeatSteps; i++)
            canvas.Rect(x + (i * step), y, step, 12, Paint.Heat(i / (Theme.HeatSteps - 1.0)));
        canvas.Text(x, y + 28, "0 %", 12, fill: Paint.Muted);
        canvas.Text(x + (Theme.HeatSteps * step), y + 28, "100 %", 12, "end", Paint.Muted);
        if (!untrained)
            return;
        canvas.Rect(x + (Theme.HeatSteps * step) + 16, y - 1, 22, 14, "none", Paint.Muted, "4 3", 3);
        canvas.Text(x + (Theme.HeatSteps * step) + 44, y + 10, "never trained", 12, fill: Paint.Muted);
    }

    private static string Description(IReadOnlyList<DirectionResult> directions) => "Share of interventions with the counterfactual behaviour, with 95 % intervals. "
        + string.Join("; ", directions.Select(d => $"from {d.Source} into {d.Target}{(d.Trained ? "" : " (never trained)")} {Percent.Of(d.TrialIia)} ({Percent.Of(d.Interval)})")) + ".";

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
