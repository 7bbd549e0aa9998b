using Mas.Benchmarks.Zoo;
using Mas.Results.Statistics;

namespace Mas.Benchmarks.Measurement;

/// <summary>AUPRC and violation rate of every measure with their intervals, the best AUPRC on top; below them what some measures and the
/// verdict risk at each coverage.</summary>
internal static class ZooFigure
{
    private const double Left = 220, Panel = 270, Gap = 40, Row = 24, Top = 44, Risks = 240;

    public static Figure Draw(ScoredZoo zoo)
    {
        var canvas = new SvgCanvas();
        ZooScore[] ordered = [.. zoo.Scores.OrderByDescending(score => score.Precision)];
        double bottom = Top + ordered.Length * Row;
        for (int i = 0; i < ordered.Length; i++)
            canvas.Text(Left - 14, Top + (i + 0.5) * Row + 4, ordered[i].Measure, 12, "end");
        Draw(canvas, "AUPRC: more is better", Left, bottom, zoo.ShareOfAlike, 0,
            [.. ordered.Select(score => (score.Precision, score.PrecisionInterval))]);
        Draw(canvas, "violation rate: less is better", Left + Panel + Gap, bottom, 0.5, 1,
            [.. ordered.Select(score => (score.Violations, score.ViolationsInterval))]);
        canvas.Text(Left, bottom + 42, "lines: 95 % over networks; dashed: a measure that says nothing", 12, "start", Paint.Muted);
        double top = bottom + 94;
        string risks = RiskFigure.Draw(canvas, zoo, Left, Left + Panel, top, top + Risks);
        string description = string.Join("; ",
            ordered.Select(score => $"{score.Measure} AUPRC {score.Precision:f2}, violation rate {score.Violations:f2}"));
        return new Figure("zoo", "How well each measure separates pairs that ought to be alike from others", $"{description}; {risks}",
            Left + 2 * Panel + Gap + 50, top + Risks + 48, canvas.Body);
    }

    private static void Draw(
        SvgCanvas canvas, string title, double left, double bottom, double chance, int series, (double Value, Interval Interval)[] rows)
    {
        var axis = new Axis(0, 1, left, left + Panel);
        canvas.Text(left, 20, title, 13, weight: 600);
        foreach (double tick in axis.Ticks(5))
        {
            canvas.Line(axis.At(tick), Top - 6, axis.At(tick), bottom, Paint.Line);
            canvas.Text(axis.At(tick), bottom + 18, $"{tick:0.#}", 12, "middle", Paint.Muted);
        }
        canvas.Line(axis.At(chance), Top - 6, axis.At(chance), bottom, Paint.Muted, 1.5, "4 4");
        for (int i = 0; i < rows.Length; i++)
        {
            double y = Top + (i + 0.5) * Row;
            canvas.Line(axis.At(rows[i].Interval.Low), y, axis.At(rows[i].Interval.High), y, Paint.Series(series), 2);
            Marker.Draw(canvas, series, axis.At(rows[i].Value), y);
        }
    }
}
