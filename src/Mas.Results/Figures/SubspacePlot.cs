namespace Mas.Results.Figures;

/// <summary>Worst-direction trial IIA against the size of the subspace, one line per method, and below it the smallest size that is
/// enough.</summary>
internal static class SubspacePlot
{
    private const double Width = 480, Left = 52, Right = 464, Height = 230, Edge = 20, Beside = 5, StripHeight = 34;

    /// <summary>More lines than that cannot be followed.</summary>
    private const int MostCurves = 6;

    // Tick labels closer than this run into each other.
    private const double ClosestTicks = 30;

    public static Figure Draw(IReadOnlyList<SubspaceCurve> all)
    {
        IReadOnlyList<SubspaceCurve> curves = Shown(all);
        SvgCanvas canvas = new();
        double top = Legend.Draw(canvas, 8, 6, Width - 16, Entries(canvas, curves)) + 34;
        int[] sizes = [.. curves.SelectMany(curve => curve.Points).Select(point => point.Size).Distinct().Order()];
        Axis x = sizes[0] < sizes[^1] ? new(sizes[0], sizes[^1], Left + Edge, Right - Edge, Logarithmic: true)
            : new(sizes[0] / 2.0, sizes[0] * 2, Left, Right, Logarithmic: true);
        Axis y = new(Lowest(curves), 1, top + Height, top);
        canvas.Text(Left, top - 12, "trial IIA of the worst direction", 13, weight: 600);
        Frame(canvas, x, y, sizes, [.. curves.Select(curve => curve.Smallest)]);
        for (int series = 0; series < curves.Count; series++)
            Line(canvas, curves[series], series, size => x.At(size) + ((series - ((curves.Count - 1) / 2.0)) * Beside), y);
        double strip = y.Start + 66;
        canvas.Text(Right, y.Start + 36, "size of the subspace (dimensions)", 12, "end", Paint.Muted);
        canvas.Text(Left, strip, "smallest size that is enough (k*), and its range", 13, weight: 600);
        for (int series = 0; series < curves.Count; series++)
            Smallest(canvas, curves[series], series, x, strip + 14 + (series * StripHeight));
        string title = curves.Count == all.Count ? "Trial IIA by size, and the smallest size that is enough"
            : $"Trial IIA by size, and the smallest size that is enough: {curves.Count} of {all.Count} lines";
        return new Figure("smallest-subspace", title, AlternativeText.List([.. all.Select(Say)]), Width,
            strip + 14 + (curves.Count * StripHeight), canvas.Body);
    }

    // Lines that all run high lie on top of each other on an axis from 0.
    private static double Lowest(IReadOnlyList<SubspaceCurve> curves) =>
        Math.Max(0, Math.Min(0.9, Math.Floor((curves.SelectMany(curve => curve.Points).Min(point => point.Worst.Interval.Low) - 0.01) * 10)
            / 10));

    /// <summary>How a line is called.</summary>
    public static string Name(SubspaceCurve curve) => MethodName.Of(curve.Method) + (curve.Alone is null ? "" : $", {curve.Alone} alone");

    // Of the networks by themselves those with the smallest and the largest k* say most.
    private static IReadOnlyList<SubspaceCurve> Shown(IReadOnlyList<SubspaceCurve> all)
    {
        if (all.Count <= MostCurves)
            return all;
        List<SubspaceCurve> alone = [.. all.Where(curve => curve.Alone is not null)];
        SubspaceCurve?[] ends = [alone.MinBy(curve => curve.Smallest), alone.MaxBy(curve => curve.Smallest)];
        return [.. all.Where(curve => curve.Alone is null || ends.Contains(curve)).Take(MostCurves)];
    }

    private static void Line(SvgCanvas canvas, SubspaceCurve curve, int series, Func<int, double> x, Axis y)
    {
        string paint = Paint.Series(series);
        if (curve.Points.Count > 1)
            canvas.Polyline(curve.Points.Select(point => (x(point.Size), y.At(point.Worst.Mean))), paint, 2.5, Marker.Dash(series));
        foreach (SubspacePoint point in curve.Points)
        {
            canvas.Line(x(point.Size), y.At(point.Worst.Interval.Low), x(point.Size), y.At(point.Worst.Interval.High), paint, 2);
            Marker.Draw(canvas, series, x(point.Size), y.At(point.Worst.Mean));
            if (!point.Worst.CoversSeeds)
                canvas.Text(x(point.Size), y.At(point.Worst.Interval.High) - 3, "†", 12, "middle", Paint.Muted);
        }
    }

    private static void Smallest(SvgCanvas canvas, SubspaceCurve curve, int series, Axis x, double top)
    {
        canvas.Text(Left, top + 8, SvgCanvas.Fit($"{Name(curve)}: {curve.Smallest}{curve.SmallestRange.Text}", Right - Left, 12), 12);
        double y = top + 20;
        canvas.Line(x.Start, y, x.End, y, Paint.Line);
        canvas.Line(x.At(curve.SmallestRange.Low), y, x.At(curve.SmallestRange.High), y, Paint.Series(series), 3, Marker.Dash(series));
        Marker.Draw(canvas, series, x.At(curve.Smallest), y);
    }

    private static void Frame(SvgCanvas canvas, Axis x, Axis y, int[] sizes, int[] smallest)
    {
        y.Grid(canvas, Left, Right, Axis.Share);
        foreach (int size in sizes)
            canvas.Line(x.At(size), y.Start, x.At(size), y.Start + 4, Paint.Muted);
        // Each k* is named, closely set where need be, and of the other sizes those that have room.
        List<int> named = [.. smallest.Distinct()];
        foreach (int size in sizes)
            if (named.All(other => Math.Abs(x.At(size) - x.At(other)) >= ClosestTicks))
                named.Add(size);
        foreach (int size in named.Where(size => sizes.Contains(size)))
            canvas.Text(x.At(size), y.Start + 18, size.ToString(CultureInfo.InvariantCulture), 12, "middle", Paint.Muted);
        canvas.Line(Left, y.Start, Right, y.Start, Paint.Muted);
    }

    private static List<LegendEntry> Entries(SvgCanvas canvas, IReadOnlyList<SubspaceCurve> curves) =>
    [
        .. curves.Select((curve, series) => LegendEntry.Line(canvas, SvgCanvas.Fit(Name(curve), 180, 12), series)),
        new("95 % interval", (x, y) => canvas.Line(x, y - 8, x, y + 8, Paint.Ink, 2)),
        .. LegendEntry.Dagger(canvas, curves.SelectMany(curve => curve.Points).Any(point => !point.Worst.CoversSeeds)),
    ];

    private static string Say(SubspaceCurve curve) =>
        $"{Name(curve)}: k* {curve.Smallest} ({curve.SmallestRange.Low} to {curve.SmallestRange.High}); "
        + string.Join(", ", curve.Points.Select(point => $"size {point.Size} {Percent.Of(point.Worst.Mean)}"));
}
