using System.Globalization;

namespace Mas.Results.Figures;

/// <summary>The loss against the training step, as the mean over directions; logarithmic where it falls far.</summary>
internal static class LossCurve
{
    private const double Width = 480, Left = 56, Right = 464, Height = 200;

    // A fall by more than this factor would hide its end on a straight axis.
    private const double FarFall = 20;

    /// <summary>Null where training has recorded no loss yet.</summary>
    public static Figure? Draw(IEnumerable<MetricRow> metrics, ResultGroup group)
    {
        List<MetricRow> rows = [.. metrics.Where(row => row is { Metric: Metrics.Loss, Split: Metrics.Train or Metrics.Validation } && group.Has(row))];
        List<(Curve Curve, int Colour)> curves = [.. new[] { Metrics.Train, Metrics.Validation }
            .Select((split, colour) => (Curve.Of(split, rows.Where(row => row.Split == split)), colour))
            .Where(entry => entry.Item1.Seeds.Count > 0)];
        if (curves.Count == 0)
            return null;
        SvgCanvas canvas = new();
        double top = Legend.Draw(canvas, 8, 6, Width - 16, [.. curves.Select(entry => Entry(canvas, entry.Curve.Label, entry.Colour))]) + 36;
        Axis steps = new(0, Math.Max(1, curves.Max(entry => entry.Curve.LastStep)), Left, Right);
        CurvePanel panel = new(top, Height, steps, LossAxis(curves, top), tick => tick.ToString("0.######", CultureInfo.InvariantCulture));
        panel.Draw(canvas, "loss", curves, null);
        canvas.Text(Right, top + Height + 34, "training step", 12, "end", Paint.Muted);
        return new Figure($"loss-{group.Slug}", "Loss during training",
            $"{group}. Mean cross-entropy over the trained directions. {string.Join("; ", curves.Select(entry => Say(entry.Curve)))}.", Width, top + Height + 44, canvas.Body);
    }

    private static Axis LossAxis(List<(Curve Curve, int Colour)> curves, double top)
    {
        double low = curves.SelectMany(entry => entry.Curve.Values).Min(), high = curves.SelectMany(entry => entry.Curve.Values).Max();
        if (low > 0 && high / low > FarFall)
            return new Axis(Math.Pow(10, Math.Floor(Math.Log10(low))), Math.Pow(10, Math.Ceiling(Math.Log10(high))), top + Height, top, Logarithmic: true);
        return new Axis(Math.Min(0, low), high > 0 ? Axis.RoundUp(high, 4) : 1, top + Height, top);
    }

    private static (string, Action<double, double>) Entry(SvgCanvas canvas, string label, int colour) =>
        (label, (x, y) => canvas.Line(x - 10, y, x + 10, y, Paint.Series(colour), 2.5));

    private static string Say(Curve curve)
    {
        IReadOnlyList<(int Step, double Value)> mean = curve.Mean();
        return string.Create(CultureInfo.InvariantCulture, $"{curve.Label}: {mean[0].Value:0.####} at step {mean[0].Step}, {mean[^1].Value:0.####} at step {mean[^1].Step}");
    }
}
