using Mas.Results.Comparisons;

namespace Mas.Results.Figures;

/// <summary>The losses against the training step, as the mean over directions: behaviour and CL loss in a panel each; logarithmic where one
/// falls far.</summary>
internal static class LossCurve
{
    private const double Width = 480, Left = 56, Right = 464, Height = 200, PanelStep = 264;

    // A fall by more than this factor would hide its end on a straight axis.
    private const double FarFall = 20;

    private static readonly (string Metric, string Title, string Meaning)[] Panels =
    [
        (Metrics.Loss, "behaviour loss", "mean cross-entropy over the directions that carry it"),
        (Metrics.ClLoss, "CL loss", "distance of intervened from counterfactual latents, mean over the directions that carry it"),
    ];

    /// <summary>Null where training has recorded no loss yet.</summary>
    public static Figure? Draw(IEnumerable<MetricRow> metrics, ResultGroup group)
    {
        List<MetricRow> rows = [.. metrics.Where(row =>
            row is { Metric: Metrics.Loss or Metrics.ClLoss, Split: Metrics.Train or Metrics.Validation })];
        List<(string Title, string Meaning, List<(Curve Curve, int Colour)> Curves)> panels = [.. Panels
            .Select(panel => (panel.Title, panel.Meaning, Curves(rows.Where(row => row.Metric == panel.Metric))))
            .Where(panel => panel.Item3.Count > 0)];
        if (panels.Count == 0)
            return null;
        SvgCanvas canvas = new();
        IEnumerable<(string, int)> splits = panels.SelectMany(panel => panel.Curves).Select(entry => (entry.Curve.Label, entry.Colour))
            .Distinct().OrderBy(split => split.Colour);
        double top = Legend.Draw(canvas, 8, 6, Width - 16, [.. splits.Select(split =>
            new LegendEntry(split.Item1, (x, y) => canvas.Line(x - 10, y, x + 10, y, Paint.Series(split.Item2), 2.5)))]) + 36;
        Axis steps = new(0, Math.Max(1, panels.SelectMany(panel => panel.Curves).Max(entry => entry.Curve.LastStep)), Left, Right);
        foreach ((string title, _, List<(Curve Curve, int Colour)> curves) in panels)
        {
            new CurvePanel(top, Height, steps, LossAxis(curves, top), Number).Draw(canvas, title, curves);
            top += PanelStep;
        }
        double bottom = top - PanelStep + Height;
        canvas.Text(Right, bottom + 34, "training step", 12, "end", Paint.Muted);
        return new Figure($"loss-{group.Slug}", "Loss during training",
            $"{group}. " + string.Join(" ", panels.Select(panel =>
                $"{panel.Title}, {panel.Meaning}: {string.Join("; ", panel.Curves.Select(entry => Say(entry.Curve)))}.")),
            Width, bottom + 44, canvas.Body);
    }

    private static List<(Curve Curve, int Colour)> Curves(IEnumerable<MetricRow> rows) =>
        [.. new[] { Metrics.Train, Metrics.Validation }
            .Select((split, colour) => (Curve.Of(split, rows.Where(row => row.Split == split)), colour))
            .Where(entry => entry.Item1.Seeds.Count > 0)];

    private static Axis LossAxis(List<(Curve Curve, int Colour)> curves, double top)
    {
        double low = curves.SelectMany(entry => entry.Curve.Values).Min(), high = curves.SelectMany(entry => entry.Curve.Values).Max();
        if (low > 0 && high / low > FarFall)
        {
            double bottom = Math.Max(double.Epsilon, Math.Pow(10, Math.Floor(Math.Log10(low))));
            double peak = Math.Min(double.MaxValue, Math.Pow(10, Math.Ceiling(Math.Log10(high))));
            return new Axis(bottom, peak, top + Height, top, Logarithmic: true);
        }
        return new Axis(Math.Min(0, low), high > 0 ? Axis.RoundUp(high, 4) : 1, top + Height, top);
    }

    private static string Number(double value) =>
        value == 0 || Math.Abs(value) is >= 1e-3 and < 1e6 ? Invariant($"{value:0.####}") : Invariant($"{value:g3}");

    private static string Say(Curve curve)
    {
        IReadOnlyList<(int Step, double Value)> mean = curve.Mean();
        ((int first, double begin), (int last, double end)) = (mean[0], mean[^1]);
        return $"{curve.Label}: {Number(begin)} at step {first}, {Number(end)} at step {last}";
    }
}
