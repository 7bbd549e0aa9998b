using Mas.Benchmarks.Zoo;

namespace Mas.Benchmarks.Measurement;

/// <summary>Risk against coverage: lines for some numbers, a point for each reading of the verdict.</summary>
internal static class RiskFigure
{
    private const double LegendGap = 40, LegendRow = 22;

    // Those of the question, and of the others the best and one that everybody knows: there are four kinds of line.
    private const string Known = "cka-linear-debiased";

    /// <returns>The same in words.</returns>
    public static string Draw(SvgCanvas canvas, ScoredZoo zoo, double left, double right, double top, double bottom)
    {
        RiskCurve[] curves = [.. Chosen(zoo)];
        double high = Math.Max(0.1, Axis.RoundUp(Math.Max(curves.Max(curve => curve.Risk.Max()),
            zoo.Verdicts.Max(verdict => verdict.Answered > 0 ? verdict.Risk : 0)), 5));
        Axis across = new(0, 1, left, right), up = new(0, high, bottom, top);
        Frame(canvas, across, up);
        for (int i = 0; i < curves.Length; i++)
        {
            double n = curves[i].Risk.Count;
            canvas.Polyline(curves[i].Risk.Select((risk, k) => (across.At((k + 1) / n), up.At(risk))), Paint.Series(i), 2, Marker.Dash(i));
            double y = top + i * LegendRow;
            canvas.Polyline([(right + LegendGap, y), (right + LegendGap + 30, y)], Paint.Series(i), 2, Marker.Dash(i));
            canvas.Text(right + LegendGap + 40, y + 4, curves[i].Measure);
        }
        for (int v = 0; v < zoo.Verdicts.Count; v++)
            Point(canvas, zoo.Verdicts[v], curves.Length + v, across, up, right + LegendGap, top + (curves.Length + v) * LegendRow);
        return string.Join("; ", [
            .. curves.Select(curve => $"{curve.Measure} risk {curve.Whole:f2} where it always answers"),
            .. zoo.Verdicts.Where(verdict => verdict.Answered > 0)
                .Select(verdict => $"verdict ({Words(verdict)}) risk {verdict.Risk:f2} at coverage {verdict.Coverage:f2}"),
        ]);
    }

    private static IEnumerable<RiskCurve> Chosen(ScoredZoo zoo)
    {
        string[] named = [ZooSettings.Mas, ZooSettings.Self, Known];
        RiskCurve best = zoo.Curves.Where(curve => !named.Contains(curve.Measure)).MinBy(curve => curve.Area)!;
        return zoo.Curves.Where(curve => named.Contains(curve.Measure)).Append(best);
    }

    private static void Frame(SvgCanvas canvas, Axis across, Axis up)
    {
        double left = across.At(0), right = across.At(1), bottom = up.At(0);
        canvas.Text(left, up.At(up.High) - 24, "risk against coverage: less is better", 13, weight: 600);
        foreach (double tick in across.Ticks(5))
        {
            canvas.Line(across.At(tick), up.At(up.High), across.At(tick), bottom, Paint.Line);
            canvas.Text(across.At(tick), bottom + 18, $"{tick:0.#}", 12, "middle", Paint.Muted);
        }
        foreach (double tick in up.Ticks(5))
        {
            canvas.Line(left, up.At(tick), right, up.At(tick), Paint.Line);
            canvas.Text(left - 8, up.At(tick) + 4, $"{tick:0.##}", 12, "end", Paint.Muted);
        }
        canvas.Text((left + right) / 2, bottom + 36, "share of pairs that are answered", 12, "middle", Paint.Muted);
    }

    private static void Point(SvgCanvas canvas, VerdictScore verdict, int series, Axis across, Axis up, double left, double y)
    {
        Marker.Draw(canvas, series, left + 15, y);
        canvas.Text(left + 40, y + 4, $"verdict: {Words(verdict)}");
        if (verdict.Answered > 0)
            Marker.Draw(canvas, series, across.At(verdict.Coverage), up.At(verdict.Risk));
    }

    private static string Words(VerdictScore verdict) => verdict.Rule.Replace("`", "");
}
