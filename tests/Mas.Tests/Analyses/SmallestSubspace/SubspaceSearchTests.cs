using Mas.Analyses.SmallestSubspace;
using Mas.Results.Records;
using Mas.Results.Statistics;
using Xunit;

namespace Mas.Tests.Analyses.SmallestSubspace;

/// <summary>The smallest size that is enough and its range, on curves that are made up, against all sizes looked at.</summary>
public sealed class SubspaceSearchTests
{
    private const double Tolerance = 0.02;

    [Theory]
    [InlineData(32, 5.0, 0.01)]
    [InlineData(32, 1.0, 0.002)]
    [InlineData(32, 20.0, 0.03)]
    [InlineData(7, 0.1, 0.01)]
    [InlineData(128, 9.0, 0.015)]
    [InlineData(1, 1.0, 0.01)]
    public void A_rising_curve_is_read_as_if_every_size_had_been_looked_at(int largest, double scale, double halfWidth)
    {
        SubspacePoint Point(int size) => At(size, 1 - Math.Exp(-size / scale), halfWidth);
        SubspacePoint[] all = [.. Enumerable.Range(1, largest).Select(Point)];
        double threshold = all[^1].Worst.Mean - Tolerance;
        SubspaceSearch search = Searched(largest, Point);
        Assert.Equal(all.First(point => point.Worst.Mean >= threshold).Size, search.Smallest);
        int low = all.First(point => point.Worst.Interval.High >= threshold).Size,
            high = all.First(point => point.Worst.Interval.Low >= threshold || point.Size == largest).Size;
        Assert.Equal(new SizeRange(low, high), search.Range);
    }

    [Fact]
    public void A_curve_that_is_best_in_the_middle_is_measured_by_its_best()
    {
        // Three would be enough beside the largest size alone.
        double[] means = [0.3, 0.5, 0.96, 0.99, 0.985, 0.98, 0.97, 0.95];
        SubspaceSearch search = Searched(8, size => At(size, means[size - 1], 0.001));
        Assert.Equal(4, search.Smallest);
        Assert.Equal(new SizeRange(4, 4), search.Range);
    }

    [Fact]
    public void A_curve_that_goes_up_and_down_ends_at_a_step_up()
    {
        var random = new Random(3);
        for (int trial = 0; trial < 300; trial++)
        {
            int largest = random.Next(1, 40);
            double[] means = [.. Enumerable.Range(0, largest + 1).Select(_ => random.NextDouble())];
            var looked = new Dictionary<int, SubspacePoint>();
            SubspaceSearch search = Searched(largest, size => looked[size] = At(size, means[size], 0.01));
            double threshold = looked.Values.Max(point => point.Worst.Mean) - Tolerance;
            Assert.True(means[search.Smallest] >= threshold);
            Assert.True(search.Smallest == 1 || means[search.Smallest - 1] < threshold);
            Assert.InRange(search.Smallest, search.Range.Low, search.Range.High);
        }
    }

    private static SubspaceSearch Searched(int largest, Func<int, SubspacePoint> look)
    {
        var points = new List<SubspacePoint> { look(largest) };
        while (new SubspaceSearch(points, Tolerance).Next() is int next)
        {
            Assert.DoesNotContain(points, point => point.Size == next);
            points.Add(look(next));
        }
        return new SubspaceSearch(points, Tolerance);
    }

    private static SubspacePoint At(int size, double mean, double halfWidth) =>
        new(size, new AccuracyInterval(mean, new Interval(mean - halfWidth, mean + halfWidth), "made up"),
            new NamedDirection("a", "b"), mean);
}
