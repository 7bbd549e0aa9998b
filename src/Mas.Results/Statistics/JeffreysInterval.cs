using MathNet.Numerics.Distributions;

namespace Mas.Results.Statistics;

/// <summary>Jeffreys' 95 % interval of a proportion: the 2.5 % and 97.5 % quantiles of Beta(x + ½, n − x + ½), with low = 0 where nothing
/// succeeded and high = 1 where everything did (Brown, Cai and DasGupta, 2001). Neither number need be whole: the mean of several seeds
/// over the same n interventions counts as mean × n successes.</summary>
internal static class JeffreysInterval
{
    public static Interval Of(double successes, double n) => Of(successes, n, ErrorRate.Single);

    /// <summary>The same at another level: the two tails hold <paramref name="errorRate"/> together.</summary>
    internal static Interval Of(double successes, double n, double errorRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, n);
        double a = successes + 0.5, b = n - successes + 0.5;
        return new Interval(
            successes == 0 ? 0 : Beta.InvCDF(a, b, errorRate / 2),
            successes == n ? 1 : Beta.InvCDF(a, b, 1 - (errorRate / 2)));
    }
}
