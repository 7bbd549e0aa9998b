namespace Mas.Results.Figures;

/// <summary>How principal angles are spread between 0° and 90°: one row of bars for each kind of pair, bars of ten degrees.</summary>
internal static class AngleHistogram
{
    private const double Width = 480, Left = 16, Right = 464, LabelHeight = 20, BarHeight = 44, RowGap = 16, Bin = 10;
    private const int Bins = 9;

    /// <param name="rows">Kinds of pairs, each with all its angles in degrees.</param>
    public static Figure Draw(IReadOnlyList<(string Label, IReadOnlyList<double> Degrees)> rows)
    {
        SvgCanvas canvas = new();
        Axis x = new(0, 90, Left, Right);
        double top = 8, tallest = rows.SelectMany(row => Shares(row.Degrees)).Max();
        for (int row = 0; row < rows.Count; row++)
        {
            canvas.Text(Left, top + 13, SvgCanvas.Fit($"{rows[row].Label}: median {Median(rows[row].Degrees):0}°", Right - Left, 12), 12,
                weight: 600);
            Bars(canvas, [.. Shares(rows[row].Degrees).Select(share => share / tallest)], x, top + LabelHeight + BarHeight);
            top += LabelHeight + BarHeight + RowGap;
        }
        double bottom = top - RowGap;
        foreach (double tick in new[] { 0.0, 30, 60, 90 })
            canvas.Text(x.At(tick), bottom + 18, $"{tick:0}°", 12, tick == 0 ? "start" : tick == 90 ? "end" : "middle", Paint.Muted);
        canvas.Text(Right, bottom + 36, $"principal angle; height: share of the angles, {Percent.Of(tallest)} at the tallest", 12, "end",
            Paint.Muted);
        return new Figure("angles", "How far the subspaces lie apart", AlternativeText.List([.. rows.Select(Say)]), Width, bottom + 46,
            canvas.Body);
    }

    public static double Median(IReadOnlyList<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static void Bars(SvgCanvas canvas, IReadOnlyList<double> heights, Axis x, double bottom)
    {
        canvas.Line(Left, bottom, Right, bottom, Paint.Muted);
        for (int bin = 0; bin < Bins; bin++)
        {
            double height = heights[bin] * BarHeight, start = x.At(bin * Bin);
            if (height > 0)
                canvas.Rect(start + 2, bottom - height, x.At((bin + 1) * Bin) - start - 4, height, Paint.Series(0));
        }
    }

    private static double[] Shares(IReadOnlyList<double> degrees)
    {
        double[] shares = new double[Bins];
        foreach (double angle in degrees)
            shares[Math.Clamp((int)(angle / Bin), 0, Bins - 1)] += 1.0 / degrees.Count;
        return shares;
    }

    private static string Say((string Label, IReadOnlyList<double> Degrees) row) =>
        $"{row.Label}: {row.Degrees.Count} angles from {row.Degrees.Min():0}° to {row.Degrees.Max():0}°, median {Median(row.Degrees):0}°";
}
