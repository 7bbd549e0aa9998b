using Mas.Results.Figures;

namespace Mas.Results.Plans;

/// <summary>One measure along a list, on axes of its own.</summary>
/// <param name="values">Of the list, rising.</param>
internal sealed class PlanPanel(SvgCanvas canvas, PlanKey varied, IReadOnlyList<double> values, double left, double right, Axis y)
{
    public const double BandOpacity = 0.18;

    // Tick labels closer than this run into each other.
    private const double ClosestTicks = 27, Edge = 10;

    private readonly Axis _x = values[0] < values[^1] ? new(values[0], values[^1], left + Edge, right - Edge, Logarithmic: true)
        : new(values[0] / 2, values[0] * 2, left, right, Logarithmic: true);

    public void Draw(string title, PlanCurve curve)
    {
        canvas.Text(left, y.End - 10, title, 13, weight: 600);
        y.Grid(canvas, left, right, tick => tick.ToString("0.0", CultureInfo.InvariantCulture).Replace('-', '−'));
        Ticks();
        canvas.Line(left, y.Start, right, y.Start, Paint.Muted);
        int networks = curve.Points.Count == 0 ? 0 : curve.Points[0].Networks.Count;
        for (int series = 0; series < networks; series++)
            Band(curve, series);
        for (int series = 0; series < networks; series++)
            Line(curve, series);
    }

    /// <summary>The mark of a band in a legend.</summary>
    public static (double X, double Y)[] Box(double x, double y) => [(x - 10, y - 6), (x + 10, y - 6), (x + 10, y + 6), (x - 10, y + 6)];

    private void Band(PlanCurve curve, int series)
    {
        (double X, PlanMean Mean)[] points = [.. curve.Points.Select(point => (_x.At(point.Value), point.Networks[series]))
            .Where(point => point.Item2.Low is not null)];
        if (points is [(double at, { Low: double low, High: double high })])
            canvas.Line(at, y.At(low), at, y.At(high), Paint.Series(series), 2);
        if (points.Length < 2)
            return;
        canvas.Polygon(
            [.. points.Select(point => (point.X, y.At(point.Mean.High!.Value))),
                .. points.Reverse().Select(point => (point.X, y.At(point.Mean.Low!.Value)))],
            Paint.Series(series), opacity: BandOpacity);
    }

    private void Line(PlanCurve curve, int series)
    {
        (double X, double Y)[] points = [.. curve.Points.Select(point => (_x.At(point.Value), y.At(point.Networks[series].Mean)))];
        if (points.Length > 1)
            canvas.Polyline(points, Paint.Series(series), 2.5, Marker.Dash(series));
        foreach ((double x, double at) in points)
            Marker.Draw(canvas, series, x, at);
    }

    // From the last on, which is the best, each that has room.
    private void Ticks()
    {
        double named = double.PositiveInfinity;
        foreach (double value in values.Reverse())
        {
            double x = _x.At(value);
            canvas.Line(x, y.Start, x, y.Start + 4, Paint.Muted);
            if (named - x < ClosestTicks)
                continue;
            canvas.Text(x, y.Start + 18, PlanWords.Short(varied, value), 12, "middle", Paint.Muted);
            named = x;
        }
    }
}
