namespace Mas.Results.Figures;

/// <summary>Where values lie on a straight or logarithmic axis, and its round tick marks. Any finite ends have few ticks.</summary>
internal sealed record Axis(double Low, double High, double Start, double End, bool Logarithmic = false)
{
    private const int MostDecades = 12;

    public double At(double value)
    {
        double share = Logarithmic ? (Math.Log(Math.Max(value, Low)) - Math.Log(Low)) / (Math.Log(High) - Math.Log(Low))
            : double.IsFinite(High - Low) ? (value - Low) / (High - Low)
            : (value / 2 - Low / 2) / (High / 2 - Low / 2);
        return double.IsNaN(share) ? Start : Start + (Math.Clamp(share, 0, 1) * (End - Start));
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
        double step = Step(high, about), rounded = Math.Ceiling((high / step) - 1e-9) * step;
        return double.IsFinite(rounded) ? rounded : high;
    }

    private static double Step(double range, int about)
    {
        double rough = range / about, power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return power * (rough / power) switch { <= 1.000001 => 1, <= 2.000001 => 2, <= 5.000001 => 5, _ => 10 };
    }

    // Every decade, or where they are many, every second, third and so on.
    private List<double> Decades()
    {
        double first = Math.Ceiling(Math.Log10(Low) - 1e-9), last = Math.Floor(Math.Log10(High) + 1e-6);
        if (!double.IsFinite(first) || !double.IsFinite(last))
            return [];
        int stride = 1 + (int)((last - first) / MostDecades);
        List<double> ticks = [];
        for (double power = first; power <= last; power += stride)
            ticks.Add(Math.Pow(10, power));
        return ticks;
    }

    // Counted, because a step can be too small to change the number that it is added to.
    private List<double> Round(int about)
    {
        double step = Step(double.IsFinite(High - Low) ? High - Low : double.MaxValue, about), first = Math.Ceiling(Low / step) * step;
        List<double> ticks = [];
        for (int i = 0; i <= 2 * about && first + i * step <= High + step * 1e-6; i++)
            ticks.Add(first + i * step);
        return ticks;
    }
}
