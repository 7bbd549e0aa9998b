using Mas.Results.Statistics;
using Xunit;

namespace Mas.Results.Tests.Statistics;

public sealed class JeffreysIntervalTests
{
    [Theory]
    [InlineData(1, 10), InlineData(5, 10), InlineData(9, 10), InlineData(3, 1000), InlineData(997, 1000), InlineData(512.5, 1000),
        InlineData(19_999, 20_000)]
    public void The_ends_of_Jeffreys_interval_are_quantiles_of_the_beta_distribution(double successes, double n)
    {
        Interval interval = JeffreysInterval.Of(successes, n);
        Assert.Equal(0.025, BetaShare(successes + 0.5, n - successes + 0.5, interval.Low), 6);
        Assert.Equal(0.975, BetaShare(successes + 0.5, n - successes + 0.5, interval.High), 6);
    }

    [Theory, InlineData(1), InlineData(10), InlineData(1000)]
    public void Jeffreys_interval_of_nothing_right_begins_at_0_and_of_all_right_ends_at_1(double n)
    {
        Interval none = JeffreysInterval.Of(0, n), all = JeffreysInterval.Of(n, n);
        Assert.Equal(0, none.Low);
        Assert.Equal(1, all.High);
        Assert.Equal(1 - none.High, all.Low, 9);
        Assert.InRange(none.High, 0, 1);
    }

    [Theory, InlineData(2, 10), InlineData(0, 7), InlineData(33, 100)]
    public void Jeffreys_intervals_of_right_and_wrong_are_mirror_images(double successes, double n)
    {
        Interval right = JeffreysInterval.Of(successes, n), wrong = JeffreysInterval.Of(n - successes, n);
        Assert.Equal(1 - right.High, wrong.Low, 8);
        Assert.Equal(1 - right.Low, wrong.High, 8);
    }

    [Theory, InlineData(-1, 10), InlineData(11, 10), InlineData(0, 0)]
    public void Impossible_counts_are_refused(double successes, double n) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => JeffreysInterval.Of(successes, n));

    // Independent of the library: x = sin²θ turns the density into sin^(2a−1) θ · cos^(2b−1) θ, which Simpson's rule takes.
    private static double BetaShare(double a, double b, double x)
    {
        double peak = Math.Asin(Math.Sqrt((a - 0.5) / (a + b - 1)));
        double scale = LogDensity(peak);
        return Simpson(0, Math.Asin(Math.Sqrt(x))) / Simpson(0, Math.PI / 2);

        double LogDensity(double angle) => ((2 * a) - 1) * Math.Log(Math.Sin(angle)) + (((2 * b) - 1) * Math.Log(Math.Cos(angle)));

        double Simpson(double from, double to)
        {
            const int steps = 200_000;
            double width = (to - from) / steps, sum = 0;
            for (int i = 0; i <= steps; i++)
            {
                double angle = Math.Clamp(from + (i * width), 1e-12, (Math.PI / 2) - 1e-12);
                sum += Math.Exp(LogDensity(angle) - scale) * (i is 0 or steps ? 1 : i % 2 == 1 ? 4 : 2);
            }
            return sum * width / 3;
        }
    }
}
