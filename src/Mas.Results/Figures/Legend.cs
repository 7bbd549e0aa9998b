namespace Mas.Results.Figures;

/// <summary>A legend that wraps: each entry is a mark and a word.</summary>
internal static class Legend
{
    private const double LineHeight = 20, MarkWidth = 26, Size = 12;

    /// <returns>The height that it took.</returns>
    public static double Draw(SvgCanvas canvas, double x, double y, double width, IReadOnlyList<LegendEntry> entries)
    {
        double at = x, line = y;
        foreach ((string label, Action<double, double> mark) in entries)
        {
            double needed = MarkWidth + SvgCanvas.TextWidth(label, Size) + 14;
            if (at > x && at + needed > x + width)
                (at, line) = (x, line + LineHeight);
            mark(at + 10, line + 8);
            canvas.Text(at + MarkWidth, line + 12, label, Size);
            at += needed;
        }
        return line + LineHeight - y;
    }
}

/// <summary>A word of a legend, and what draws its mark at a place.</summary>
internal sealed record LegendEntry(string Label, Action<double, double> Mark)
{
    /// <summary>A line of a series with its points.</summary>
    public static LegendEntry Line(SvgCanvas canvas, string label, int series) => new(label, (x, y) =>
    {
        canvas.Line(x - 12, y, x + 12, y, Paint.Series(series), 2.5, Marker.Dash(series));
        Marker.Draw(canvas, series, x, y);
    });

    /// <summary>What † means, where a figure has one.</summary>
    public static LegendEntry[] Dagger(SvgCanvas canvas, bool isShown) =>
        isShown ? [new("interventions only, not seeds", (x, y) => canvas.Text(x, y + 5, "†", 13, "middle", Paint.Muted))] : [];
}
