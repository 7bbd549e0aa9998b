namespace Mas.Benchmarks.Measurement;

/// <summary>Median and quartiles of repeated measurements, linearly interpolated between the sorted values.</summary>
internal sealed record Spread(double Lower, double Median, double Upper)
{
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new(At(sorted, 0.25), At(sorted, 0.5), At(sorted, 0.75));
    }

    /// <summary><c>median [lower – upper]</c>.</summary>
    public string Text(double unit = 1, string format = "f2")
    {
        string Number(double value) => (value * unit).ToString(format, CultureInfo.InvariantCulture);
        return $"{Number(Median)} [{Number(Lower)} – {Number(Upper)}]";
    }

    /// <summary>The quantile with this share of the values below it.</summary>
    public static double At(double[] sorted, double share)
    {
        double place = share * (sorted.Length - 1);
        int below = (int)place, above = Math.Min(below + 1, sorted.Length - 1);
        // Equal neighbours first: they may be NaN or infinite, where a difference would not be.
        return sorted[below].Equals(sorted[above]) ? sorted[below] : sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
