namespace Mas.Benchmarks.Measurement;

/// <summary>Seconds of a step as something grows.</summary>
/// <param name="Expected">Power of the growth that is expected in the end.</param>
internal sealed record ScalingCurve(string Name, IReadOnlyList<(double X, double Seconds)> Points, double Expected);

/// <summary>Curves on logarithmic axes side by side, each beside a dashed line of the growth that is expected.</summary>
internal static class ScalingFigure
{
    private const double Panel = 190, Height = 210, Left = 60, Top = 34, Gap = 26;

    public static Figure Draw(IReadOnlyList<ScalingCurve> curves)
    {
        var canvas = new SvgCanvas();
        double[] seconds = [.. curves.SelectMany(curve => curve.Points).Select(point => point.Seconds)];
        double low = 1000 * seconds.Min(), high = 1000 * seconds.Max();
        var y = new Axis(low / 1.5, high * 1.5, Top + Height, Top, Logarithmic: true);
        canvas.Text(Left - 48, 14, "ms a step");
        for (int i = 0; i < curves.Count; i++)
            Draw(canvas, curves[i], Left + i * (Panel + Gap), y, ticks: i == 0);
        string description = string.Join("; ", curves.Select(curve =>
            $"{curve.Name}: " + string.Join(", ", curve.Points.Select(point => $"{point.X}: {1000 * point.Seconds:f1} ms"))));
        return new Figure(
            "scaling", "Cost of a training step", description, Left + curves.Count * (Panel + Gap), Top + Height + 56, canvas.Body);
    }

    private static void Draw(SvgCanvas canvas, ScalingCurve curve, double left, Axis y, bool ticks)
    {
        var x = new Axis(curve.Points[0].X / 1.2, curve.Points[^1].X * 1.2, left, left + Panel, Logarithmic: true);
        foreach (double tick in y.Ticks(5))
        {
            canvas.Line(x.Start, y.At(tick), x.End, y.At(tick), Paint.Line);
            if (ticks)
                canvas.Text(x.Start - 7, y.At(tick) + 4, tick.ToString("0.##", CultureInfo.InvariantCulture), 12, "end", Paint.Muted);
        }
        (double X, double Seconds) last = curve.Points[^1];
        (double X, double Y)[] expected = [.. curve.Points
            .Select(point => (point.X, Ms: 1000 * last.Seconds * Math.Pow(point.X / last.X, curve.Expected)))
            .Where(point => point.Ms >= y.Low).Select(point => (x.At(point.X), y.At(point.Ms)))];
        canvas.Polyline(expected, Paint.Muted, 1.5, "4 4");
        canvas.Polyline(curve.Points.Select(point => (x.At(point.X), y.At(1000 * point.Seconds))), Paint.Series(0), 2.5);
        foreach ((double value, double seconds) in curve.Points)
        {
            canvas.Circle(x.At(value), y.At(1000 * seconds), 3.5, Paint.Series(0));
            canvas.Text(x.At(value), y.At(1000 * seconds) - 9, $"{1000 * seconds:0}", 11, "middle");
            canvas.Text(x.At(value), Top + Height + 18, $"{value}", 12, "middle", Paint.Muted);
        }
        canvas.Line(x.Start, Top + Height, x.End, Top + Height, Paint.Muted);
        canvas.Text((x.Start + x.End) / 2, Top + Height + 40, curve.Name, 12, "middle");
    }
}
