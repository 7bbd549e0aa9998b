namespace Mas.Benchmarks.Measurement;

/// <summary>Where the seconds of a run go.</summary>
/// <param name="Stages">Seconds by stage, in order; what is left of the wall time is starting and the report.</param>
/// <param name="Wall">Seconds from start to end.</param>
internal sealed record StageBar(string Name, IReadOnlyList<(string Stage, double Seconds)> Stages, double Wall)
{
    public IReadOnlyList<(string Stage, double Seconds)> All =>
        [.. Stages, ("start and report", Math.Max(0, Wall - Stages.Sum(stage => stage.Seconds)))];
}

/// <summary>One bar per scenario, cut into its stages.</summary>
internal static class StageFigure
{
    private const double Left = 150, Width = 520, Row = 34, Bar = 20, Top = 56;

    public static Figure Draw(IReadOnlyList<StageBar> bars)
    {
        var canvas = new SvgCanvas();
        string[] stages = [.. bars[0].All.Select(stage => stage.Stage)];
        Legend.Draw(canvas, Left, 8, Width, [.. stages.Select((stage, i) =>
            new LegendEntry(stage, (x, y) => canvas.Rect(x - 6, y - 6, 12, 12, Paint.Series(i), Paint.Surface)))]);
        var axis = new Axis(0, Axis.RoundUp(bars.Max(bar => bar.Wall), 5), Left, Left + Width);
        double bottom = Top + bars.Count * Row;
        foreach (double tick in axis.Ticks(5))
        {
            canvas.Line(axis.At(tick), Top - 6, axis.At(tick), bottom, Paint.Line);
            canvas.Text(axis.At(tick), bottom + 16, $"{tick:0.##} s", 12, "middle", Paint.Muted);
        }
        for (int i = 0; i < bars.Count; i++)
        {
            double y = Top + i * Row, from = 0;
            canvas.Text(Left - 10, y + Bar / 2 + 4, bars[i].Name, 12, "end");
            foreach (((string _, double seconds), int s) in bars[i].All.Select((stage, s) => (stage, s)))
            {
                canvas.Rect(axis.At(from), y, axis.At(from + seconds) - axis.At(from), Bar, Paint.Series(s), Paint.Surface);
                from += seconds;
            }
            canvas.Text(axis.At(bars[i].Wall) + 6, y + Bar / 2 + 4, $"{bars[i].Wall:f1} s", 12);
        }
        string description = string.Join("; ", bars.Select(bar =>
            $"{bar.Name} {bar.Wall:f2} s: " + string.Join(", ", bar.All.Select(stage => $"{stage.Stage} {stage.Seconds:f2} s"))));
        return new Figure("stages", "Where the seconds of a run go", description, Left + Width + 60, bottom + 28, canvas.Body);
    }
}
