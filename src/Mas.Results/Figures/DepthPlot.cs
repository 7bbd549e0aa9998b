using Mas.Results.Comparisons;

namespace Mas.Results.Figures;

/// <summary>First-token IIA against depth: the alignment, the exchange without any map, and the floor, one panel for each direction or kind
/// of direction.</summary>
internal static class DepthPlot
{
    private const double Width = 480, Left = 52, Right = 464, Height = 190, PanelStep = 262, Edge = 14, Band = 0.18;

    /// <param name="panels">At least one.</param>
    public static Figure Draw(IReadOnlyList<DepthPanel> panels)
    {
        SvgCanvas canvas = new();
        string[] names = [.. panels.SelectMany(panel => panel.Lines).Select(line => line.Name).Distinct()];
        int[] layers = [.. panels.SelectMany(panel => panel.Lines).SelectMany(line => line.Points).Select(point => point.Layer).Distinct()
            .Order()];
        double top = Legend.Draw(canvas, 8, 6, Width - 16, Entries(canvas, names, panels)) + 34;
        foreach (DepthPanel panel in panels)
        {
            Panel(canvas, panel, names, layers, top);
            top += PanelStep;
        }
        double bottom = top - PanelStep + Height;
        canvas.Text(Right, bottom + 36, "layer whose input is exchanged", 12, "end", Paint.Muted);
        return new Figure("depth", "First-token IIA against depth", Description(panels), Width, bottom + 46, canvas.Body);
    }

    private static void Panel(SvgCanvas canvas, DepthPanel panel, string[] names, int[] layers, double top)
    {
        Axis x = new(layers[0], layers[^1], Left + Edge, Right - Edge), y = new(0, 1, top + Height, top);
        string many = panel.Directions == 1 ? "" : $" ({panel.Directions} directions)";
        canvas.Text(Left, top - 10, SvgCanvas.Fit(panel.Title + many, Right - Left, 13), 13, weight: 600);
        y.Grid(canvas, Left, Right, Axis.Share);
        canvas.Line(Left, y.Start, Right, y.Start, Paint.Muted);
        foreach (int layer in Ticks(layers, x))
            canvas.Text(x.At(layer), y.Start + 18, layer.ToString(CultureInfo.InvariantCulture), 12, "middle", Paint.Muted);
        foreach (DepthLine line in panel.Lines)
            Filled(canvas, line, Array.IndexOf(names, line.Name), x, y);
        foreach (DepthLine line in panel.Lines)
            Line(canvas, line, Array.IndexOf(names, line.Name), x, y);
    }

    private static void Filled(SvgCanvas canvas, DepthLine line, int series, Axis x, Axis y) => canvas.Polygon(
        line.Points.Select(point => (x.At(point.Layer), y.At(point.High)))
            .Concat(line.Points.Reverse().Select(point => (x.At(point.Layer), y.At(point.Low)))), Paint.Series(series), opacity: Band);

    private static void Line(SvgCanvas canvas, DepthLine line, int series, Axis x, Axis y)
    {
        canvas.Polyline(line.Points.Select(point => (x.At(point.Layer), y.At(point.Value))), Paint.Series(series), 2.5,
            Marker.Dash(series));
        foreach (DepthPoint point in line.Points)
            Marker.Draw(canvas, series, x.At(point.Layer), y.At(point.Value));
    }

    // Of many layers those that have room.
    private static List<int> Ticks(int[] layers, Axis x)
    {
        const double closest = 24;
        List<int> ticks = [layers[0]];
        foreach (int layer in layers.Skip(1))
            if (x.At(layer) - x.At(ticks[^1]) >= closest)
                ticks.Add(layer);
        return ticks;
    }

    private static LegendEntry[] Entries(SvgCanvas canvas, string[] names, IReadOnlyList<DepthPanel> panels)
    {
        string band = panels.All(panel => panel.Directions == 1) ? "95 % interval over texts"
            : panels.All(panel => panel.Directions > 1) ? "lowest to highest direction" : "95 % interval; of several, lowest to highest";
        return
        [
            .. names.Select((name, series) => LegendEntry.Line(canvas, name, series)),
            new(band, (x, y) => canvas.Polygon([(x - 10, y - 7), (x + 10, y - 7), (x + 10, y + 7), (x - 10, y + 7)], Paint.Ink,
                opacity: Band)),
        ];
    }

    private static string Description(IReadOnlyList<DepthPanel> panels) => AlternativeText.List([.. panels.SelectMany(panel => panel.Lines
        .Select(line => $"{panel.Title}, {line.Name}: "
            + string.Join(", ", line.Points.Select(point => $"layer {point.Layer} {Percent.Of(point.Value)}"))))]);
}
