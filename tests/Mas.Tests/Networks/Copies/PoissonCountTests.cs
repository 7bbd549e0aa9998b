using Mas.Networks.Copies;
using Mas.Tensors;
using Xunit;

namespace Mas.Tests.Networks.Copies;

public sealed class PoissonCountTests
{
    private const int Draws = 40_000;

    // Mean and variance are the rate. Of n draws the mean has the deviation √(rate/n), the variance about √((2·rate² + rate)/n).
    [Theory, InlineData(0.3), InlineData(4), InlineData(60), InlineData(1_200)]
    public void Mean_and_variance_are_the_rate(double rate)
    {
        int[] counts = Counts(rate);
        double mean = counts.Average(), variance = counts.Sum(count => (count - mean) * (count - mean)) / (Draws - 1);
        Assert.InRange(mean - rate, -5 * Math.Sqrt(rate / Draws), 5 * Math.Sqrt(rate / Draws));
        double deviation = Math.Sqrt(((2 * rate * rate) + rate) / Draws);
        Assert.InRange(variance - rate, -5 * deviation, 5 * deviation);
    }

    [Fact]
    public void Small_counts_are_as_often_as_the_formula_says()
    {
        const double rate = 1.5;
        int[] counts = Counts(rate);
        double expected = Math.Exp(-rate);
        for (int k = 0; k < 5; expected *= rate / ++k)
        {
            double share = counts.Count(count => count == k) / (double)Draws, deviation = Math.Sqrt(expected / Draws);
            Assert.InRange(share - expected, -5 * deviation, 5 * deviation);
        }
    }

    [Fact]
    public void Nothing_is_counted_at_rate_0() => Assert.All(Counts(0), count => Assert.Equal(0, count));

    private static int[] Counts(double rate)
    {
        var random = new SeededRandom(5);
        var counts = new int[Draws];
        for (int i = 0; i < Draws; i++)
            counts[i] = PoissonCount.Draw(rate, ref random);
        return counts;
    }
}
