namespace Mas.Results.Statistics;

/// <summary>Variance with n − 1 in the denominator; 0 for a single value.</summary>
internal static class Spread
{
    public static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Length < 2 ? 0 : values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }
}
