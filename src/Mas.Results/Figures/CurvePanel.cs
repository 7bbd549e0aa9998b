namespace Mas.Results.Figures;

/// <summary>Axes with curves in them: a thin line per seed, the mean thick, a letter's room for labels.</summary>
internal sealed record CurvePanel(double Top, double Height, Axis X, Axis Y, Func<double, string> TickText)
{
    private static readonly string[] Dashes = ["", "7 3", "2 3", "9 3 2 3"];

    public void Draw(SvgCanvas canvas, string title, IReadOnlyList<(Curve Curve, int Colour)> curves, double? target = null)
    {
        canvas.Text(X.Start, Top - 8, title, 13, weight: 600);
        Frame(canvas);
        if (target is double line)
            canvas.Line(X.Start, Y.At(line), X.End, Y.At(line), Paint.Muted, 1, "3 3");
        foreach ((Curve curve, int colour) in curves.Where(entry => entry.Curve.Seeds.Count > 1))
            foreach (IReadOnlyList<(int Step, double Value)> seed in curve.Seeds)
                canvas.Polyline(Thinning.Of([.. Points(seed)]), Paint.Series(colour), 1, opacity: 0.45);
        foreach ((Curve curve, int colour) in curves)
            Mean(canvas, curve, colour);
    }

    /// <summary>Beyond the eight colours a line is dashed, so that no two networks look the same.</summary>
    public static string Dash(int colour) => Dashes[colour / Theme.Light.Series.Count % Dashes.Length];

    private void Mean(SvgCanvas canvas, Curve curve, int colour)
    {
        List<(double X, double Y)> points = [.. Points(curve.Mean())];
        if (points.Count == 1)
            canvas.Circle(points[0].X, points[0].Y, 3, Paint.Series(colour));
        else
            canvas.Polyline(Thinning.Of(points), Paint.Series(colour), 2.5, Dash(colour));
    }

    private IEnumerable<(double X, double Y)> Points(IEnumerable<(int Step, double Value)> series) =>
        series.Select(point => (X.At(point.Step), Y.At(point.Value)));

    private void Frame(SvgCanvas canvas)
    {
        Y.Grid(canvas, X.Start, X.End, TickText);
        foreach (double tick in X.Ticks(5))
        {
            canvas.Line(X.At(tick), Top + Height, X.At(tick), Top + Height + 4, Paint.Muted);
            canvas.Text(X.At(tick), Top + Height + 18, tick.ToString("0.##", CultureInfo.InvariantCulture), 12, "middle", Paint.Muted);
        }
        canvas.Line(X.Start, Top + Height, X.End, Top + Height, Paint.Muted);
    }
}
