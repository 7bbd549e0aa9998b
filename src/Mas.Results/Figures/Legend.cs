namespace Mas.Results.Figures;

/// <summary>A legend that wraps: each entry is a mark and a word.</summary>
internal static class Legend
{
    private const double LineHeight = 20, MarkWidth = 26, Size = 12;

    /// <returns>The height that it took.</returns>
    public static double Draw(
        SvgCanvas canvas, double x, double y, double width, IReadOnlyList<(string Label, Action<double, double> Mark)> entries)
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
