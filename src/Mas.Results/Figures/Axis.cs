namespace Mas.Results.Figures;

/// <summary>Where values lie on a straight or logarithmic axis, and its round tick marks.</summary>
internal sealed record Axis(double Low, double High, double Start, double End, bool Logarithmic = false)
{
    public double At(double value)
    {
        double share = Logarithmic ? Math.Log(Math.Max(value, Low) / Low) / Math.Log(High / Low) : (value - Low) / (High - Low);
        return Start + (Math.Clamp(share, 0, 1) * (End - Start));
    }

    /// <summary>A share as a tick bears it.</summary>
    public static string Share(double tick) => $"{tick * 100:0} %";

    public IReadOnlyList<double> Ticks(int about) => Logarithmic ? Decades() : Round(about);

    /// <summary>Of an axis that runs upwards, a line across at each tick, with its number at the left.</summary>
    public void Grid(SvgCanvas canvas, double left, double right, Func<double, string> text)
    {
        foreach (double tick in Ticks(5))
        {
            canvas.Line(left, At(tick), right, At(tick), Paint.Line);
            canvas.Text(left - 7, At(tick) + 4, text(tick), 12, "end", Paint.Muted);
        }
    }

    /// <summary>The next tick at or above <paramref name="high"/> on an axis from 0.</summary>
    public static double RoundUp(double high, int about)
    {
        double step = Step(high, about);
        return Math.Ceiling((high / step) - 1e-9) * step;
    }

    private static double Step(double range, int about)
    {
        double rough = range / about, power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return power * (rough / power) switch { <= 1.000001 => 1, <= 2.000001 => 2, <= 5.000001 => 5, _ => 10 };
    }

    private List<double> Decades()
    {
        List<double> ticks = [];
        for (double power = Math.Pow(10, Math.Ceiling(Math.Log10(Low) - 1e-9)); power <= High * 1.000001; power *= 10)
            ticks.Add(power);
        return ticks;
    }

    private List<double> Round(int about)
    {
        double step = Step(High - Low, about);
        List<double> ticks = [];
        for (double tick = Math.Ceiling(Low / step) * step; tick <= High + (step * 1e-6); tick += step)
            ticks.Add(tick);
        return ticks;
    }
}
