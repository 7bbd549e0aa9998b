using Mas.Results.Figures;

namespace Mas.Results.Sweeps.Merging;

/// <summary>One panel of the figure of a sweep.</summary>
internal sealed class SweepPanel(SvgCanvas canvas, SweepSummary summary, SweepScale scale, double left, double top, double height)
{
    public const double Dot = 1.8, FloorWidth = 8;
    public const string FloorDash = "3 2";

    // Points of several lines stand side by side, so that their intervals can be told apart; so do a line's cells, mean and intervals.
    private const double Cells = -5, Second = 4, CapWidth = 3;

    // More would be a cloud, and a large file.
    private const int MostDots = 60;

    private readonly Axis _y = new(0, 1, top + height, top);

    private readonly int _lines = summary.Layout.LineCount;

    // Those of restarts and of data have caps at their ends.
    private static readonly Dictionary<SeedKind, (double Offset, double Width, string Dash)> s_looks = new()
    {
        [SeedKind.Network] = (0, 2.5, ""),
        [SeedKind.Alignment] = (Second, 1, ""),
        [SeedKind.Data] = (2 * Second, 1, "2 2"),
    };

    public void Draw(string title, IReadOnlyList<SweepPoint> points)
    {
        double right = left + scale.Width;
        if (title.Length > 0)
            canvas.Text(left, top - 10, SvgCanvas.Fit(title, scale.Width, 13), 13, weight: 600);
        _y.Grid(canvas, left, right, Axis.Share);
        for (int level = 0; level < scale.Places.Count; level++)
        {
            double x = left + scale.Places[level];
            canvas.Line(x, _y.Start, x, _y.Start + 4, Paint.Muted);
            if (scale.Labels[level].Length > 0)
                canvas.Text(x, _y.Start + 18, scale.Labels[level], 12, "middle", Paint.Muted);
        }
        canvas.Line(left, _y.Start, right, _y.Start, Paint.Muted);
        foreach (IGrouping<int, SweepPoint> line in points.GroupBy(Series))
            Line([.. line.Where(point => scale.Has(Level(point)))], line.Key);
    }

    /// <summary>An interval from top to bottom, by the kind of seeds that it is over.</summary>
    public static void Interval(SvgCanvas canvas, SeedKind kind, double x, double high, double low, string paint)
    {
        (double offset, double width, string dash) = s_looks[kind];
        canvas.Line(x + offset, high, x + offset, low, paint, width, dash);
        foreach (double end in kind == SeedKind.Network ? (double[])[] : [high, low])
            canvas.Line(x + offset - CapWidth, end, x + offset + CapWidth, end, paint);
    }

    private void Line(IReadOnlyList<SweepPoint> points, int series)
    {
        string paint = Paint.Series(series);
        foreach (SweepPoint point in points)
        {
            if (point.Floor is double floor)
                canvas.Line(X(point) - FloorWidth, _y.At(floor), X(point) + FloorWidth, _y.At(floor), Paint.Muted, 2, FloorDash);
            if (point.Values.Count > 1 && scale.HasCells(_lines))
                foreach (double value in point.Values.Take(MostDots))
                    canvas.Circle(X(point) + Cells, _y.At(value), Dot, paint);
        }
        // Words have no order, so nothing leads from one to the next.
        if (points.Count > 1 && summary.Layout.X!.IsNumeric)
            canvas.Polyline(points.Select(point => (X(point), _y.At(point.Mean))), paint, 2, Marker.Dash(series));
        foreach (SweepPoint point in points)
        {
            foreach (SeedKind kind in SeedKinds.All)
                if (point.Over(kind) is { } interval)
                    Interval(canvas, kind, X(point), _y.At(interval.High), _y.At(interval.Low), paint);
            Marker.Draw(canvas, series, X(point), _y.At(point.Mean));
        }
    }

    private double X(SweepPoint point) =>
        left + scale.Places[Level(point)] + ((Series(point) - ((_lines - 1) / 2.0)) * scale.Beside(_lines));

    // The layout's order: panels, lines, along the panel.
    private int Level(SweepPoint point) => summary.Layout.X is null ? 0 : point.Levels[^1];

    private int Series(SweepPoint point) => summary.Layout.Lines is null ? 0 : point.Levels[^2];
}
