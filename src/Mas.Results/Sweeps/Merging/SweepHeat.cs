using Mas.Results.Figures;

namespace Mas.Results.Sweeps.Merging;

/// <summary>Trial IIA of the worst exchange by two factors, the mean over everything else.</summary>
internal static class SweepHeat
{
    private const double Gap = 3, Top = 70, Width = 62, Height = 36, LongestHead = 190, FontSize = 13;
    private const int MostRows = 20, MostColumns = 14;

    /// <summary>Null where fewer than two factors vary, or both have more levels than there is room for.</summary>
    public static Figure? Draw(MergeResult result, SweepLayout layout)
    {
        SweepFactor? down = new[] { layout.Lines }.Concat(layout.Panels).Concat(layout.Averaged).OfType<SweepFactor>()
            .FirstOrDefault(factor => factor.Levels.Count <= MostRows);
        if (layout.X is not { } across || across.Levels.Count > MostColumns || down is null)
            return null;
        IReadOnlyList<SweepPoint> points = SweepPoint.Of([down, across], [], result.Table, result.Merged);
        return points.Count == 0 ? null : Draw(down, across, points);
    }

    private static Figure Draw(SweepFactor down, SweepFactor across, IReadOnlyList<SweepPoint> points)
    {
        SvgCanvas canvas = new();
        double left = Math.Clamp(down.Levels.Max(level => SvgCanvas.TextWidth(level.Label, FontSize)) + 18, 70, LongestHead);
        double width = Math.Max(left + (across.Levels.Count * Width) + 8, 320), bottom = Top + (down.Levels.Count * Height);
        canvas.Text(8, 16, SvgCanvas.Fit($"rows: {down.Name}", width - 16, 12), 12, fill: Paint.Muted);
        canvas.Text(8, 34, SvgCanvas.Fit($"columns: {across.Name}", width - 16, 12), 12, fill: Paint.Muted);
        // Words too long for their place bear numbers.
        bool isNumbered = across.Levels.Any(level => SvgCanvas.Fit(level.Label, Width - 6, FontSize) != level.Label);
        Heads(canvas, down, [.. across.Levels.Select((level, i) => isNumbered ? Invariant($"{i + 1}") : level.Label)], left);
        for (int place = 0; place < down.Levels.Count * across.Levels.Count; place++)
        {
            (int row, int column) = Math.DivRem(place, across.Levels.Count);
            Cell(canvas, points.FirstOrDefault(point => point.Levels[0] == row && point.Levels[1] == column),
                left + (column * Width), Top + (row * Height));
        }
        HeatMap.Scale(canvas, bottom + 14, "0 %", "100 %");
        double end = bottom + 50;
        foreach ((int i, SweepLevel level) in across.Levels.Index().Where(_ => isNumbered))
            canvas.Text(8, end += 18, SvgCanvas.Fit($"{i + 1} = {level.Label}", width - 16, 12), 12, fill: Paint.Muted);
        string title = Listed.Capital($"{SweepFigure.Measure}, by {down.Name} and {across.Name}");
        return new Figure("sweep-heat", title, $"{title}. " + AlternativeText.List([.. points.Select(point =>
            $"{down.Levels[point.Levels[0]].Label}, {across.Levels[point.Levels[1]].Label}: {Percent.Of(point.Mean)}")]), width, end + 8,
            canvas.Body);
    }

    private static void Heads(SvgCanvas canvas, SweepFactor down, IReadOnlyList<string> columns, double left)
    {
        for (int i = 0; i < columns.Count; i++)
            canvas.Text(left + ((i + 0.5) * Width), Top - 12, columns[i], FontSize, "middle", weight: 600);
        for (int row = 0; row < down.Levels.Count; row++)
            canvas.Text(left - 10, Top + ((row + 0.5) * Height) + 4, SvgCanvas.Fit(down.Levels[row].Label, left - 16, FontSize), FontSize,
                "end", weight: 600);
    }

    private static void Cell(SvgCanvas canvas, SweepPoint? point, double x, double y)
    {
        if (point is null)
        {
            HeatMap.Empty(canvas, x, y, Width - Gap, Height - Gap);
            return;
        }
        canvas.Titled(Listed.Count(point.Values.Count, "cell"), () =>
        {
            canvas.Rect(x, y, Width - Gap, Height - Gap, Paint.Heat(point.Mean), radius: 4);
            canvas.Text(x + ((Width - Gap) / 2), y + (Height / 2) + 3, Percent.Number(point.Mean), FontSize, "middle",
                Paint.HeatInk(point.Mean), 600);
        });
    }
}
