using Mas.Results.Statistics;
using Xunit;

namespace Mas.Results.Tests.Statistics;

public sealed class DrawIntervalTests
{
    // Of 1, 2, 3, 4, 5: mean 3, deviation √2.5, and the quantile of Student's t with four degrees of freedom is 2.776445.
    [Fact]
    public void The_interval_is_Students()
    {
        DrawInterval found = DrawInterval.Of([1, 2, 3, 4, 5], -100, 100);
        double half = 2.776445 * Math.Sqrt(2.5 / 5);
        Assert.Equal((3, 5), (found.Mean, found.Draws));
        Assert.Equal(3 - half, found.Interval!.Low, 5);
        Assert.Equal(3 + half, found.Interval.High, 5);
    }

    [Fact]
    public void Ends_beyond_what_the_measure_can_be_are_cut()
    {
        DrawInterval found = DrawInterval.Of([0.9, 1], 0, 1);
        Assert.Equal(1, found.Interval!.High);
        Assert.Equal(0.95 - (12.7062 * 0.05), found.Interval.Low, 4);
    }

    [Fact]
    public void One_draw_has_no_interval()
    {
        DrawInterval found = DrawInterval.Of([0.4], 0, 1);
        Assert.Equal((0.4, null, 1), (found.Mean, found.Interval, found.Draws));
    }
}
