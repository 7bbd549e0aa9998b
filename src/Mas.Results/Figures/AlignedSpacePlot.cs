namespace Mas.Results.Figures;

/// <summary>The swapped subspace of each network in two dimensions, a panel each, its points coloured by value and each value named at its
/// mean.</summary>
internal static class AlignedSpacePlot
{
    private const double Panel = 194, Between = 12, Top = 34, PointSize = 2.4, MeanSize = 4.5, LabelSize = 11, ClosestLabels = 24;

    private const double Edge = 0.06; // of a panel, free of points

    private const int PerRow = 2;

    public static Figure Draw(SubspaceView view, int number)
    {
        SvgCanvas canvas = new();
        int rows = (view.Networks.Count + PerRow - 1) / PerRow;
        (Axis X, Axis Y)? shared = view.SharesAxes ? Axes([.. view.Networks]) : null;
        for (int i = 0; i < view.Networks.Count; i++)
        {
            double left = i % PerRow * (Panel + Between), top = Top + (i / PerRow * (Panel + Top + 18));
            Network(canvas, view, view.Networks[i], shared ?? Axes([view.Networks[i]]), left, top);
        }
        double bottom = Top + (rows * (Panel + Top + 18)) - 18, wide = Math.Min(view.Networks.Count, PerRow) * (Panel + Between);
        HeatMap.Scale(canvas, bottom, $"{view.Value} {view.Values.FirstOrDefault()}", view.Values.LastOrDefault() ?? "");
        if (view.Kinds.Count > 1)
            bottom += Legend.Draw(canvas, 0, bottom + 36, wide, [.. view.Kinds.Select((kind, i) => new LegendEntry(
                SvgCanvas.Fit($"{view.Kind} {kind}", 150, 12), (x, y) => Marker.Draw(canvas, i, x, y, MeanSize, Paint.Heat(0.6))))]);
        return new Figure($"subspace-view-{number}", $"The aligned subspace in two dimensions, by {view.Value}", Say(view),
            wide, bottom + 40, canvas.Body);
    }

    // One scale for both coordinates, so that distances are true.
    private static (Axis X, Axis Y) Axes(IReadOnlyList<NetworkPoints> networks)
    {
        (double lowX, double highX) = Ends(networks.SelectMany(one => one.X));
        (double lowY, double highY) = Ends(networks.SelectMany(one => one.Y));
        double half = Math.Max(highX - lowX, highY - lowY) / 2 * (1 + Edge);
        if (half is not > 0 || !double.IsFinite(half))
            half = 1;
        (double x, double y) = ((lowX + highX) / 2, (lowY + highY) / 2);
        return (new Axis(x - half, x + half, 0, Panel), new Axis(y - half, y + half, Panel, 0));
    }

    private static (double, double) Ends(IEnumerable<double> values) =>
        (values.DefaultIfEmpty(0).Min(), values.DefaultIfEmpty(0).Max());

    private static void Network(
        SvgCanvas canvas, SubspaceView view, NetworkPoints points, (Axis X, Axis Y) axes, double left, double top)
    {
        canvas.Text(left, top - 12, SvgCanvas.Fit(points.Network, Panel - 96, 13), 13, weight: 600);
        canvas.Text(left + Panel, top - 12, $"{points.Shares[0] * 100:0} % + {points.Shares[1] * 100:0} %", LabelSize, "end", Paint.Muted);
        canvas.Rect(left, top, Panel, Panel, Paint.Surface, Paint.Line, radius: 4);
        (double X, double Y)[] places = [.. points.X.Zip(points.Y, (x, y) => (left + axes.X.At(x), top + axes.Y.At(y)))];
        for (int i = 0; i < places.Length; i++)
            Marker.Draw(canvas, points.Kinds[i], places[i].X, places[i].Y, PointSize, Shade(view, points.Values[i]));
        var named = new List<(double X, double Y)>();
        foreach (IGrouping<(int Kind, int Value), int> value in Enumerable.Range(0, places.Length)
            .GroupBy(i => (points.Kinds[i], points.Values[i])).OrderBy(group => group.Key))
        {
            (double x, double y) = (value.Average(i => places[i].X), value.Average(i => places[i].Y));
            string kind = view.Kinds.Count > 1 ? $"{view.Kind} {view.Kinds[value.Key.Kind]}, " : "";
            canvas.Titled($"{kind}{view.Value} {view.Values[value.Key.Value]}: {Listed.Count(value.Count(), "point")}", () =>
            {
                Marker.Draw(canvas, value.Key.Kind, x, y, MeanSize, Shade(view, value.Key.Value), Paint.Ink);
                if (named.TrueForAll(other => Math.Abs(other.X - x) + Math.Abs(other.Y - y) >= ClosestLabels))
                {
                    canvas.Haloed(x + 7, y + 4, SvgCanvas.Fit(view.Values[value.Key.Value], 70, LabelSize), LabelSize);
                    named.Add((x, y));
                }
            });
        }
    }

    // The lightest step of the scale could not be seen on the surface.
    private static string Shade(SubspaceView view, int value) =>
        Paint.Heat(view.Values.Count < 2 ? 1 : 0.2 + (0.8 * value / (view.Values.Count - 1)));

    private static string Say(SubspaceView view) =>
        $"Principal coordinates of the swapped subspace, {view.Variable}, "
        + (view.SharesAxes ? "the same axes for all networks. " : "axes of each network's own. ")
        + AlternativeText.List([.. view.Networks.Select(points =>
            $"{points.Network}: {points.X.Count} points of {points.Values.Distinct().Count()} values of {view.Value}, "
            + $"{points.Shares[0] * 100:0} % of its variance there along the first axis and {points.Shares[1] * 100:0} % along the "
            + "second")]);
}
