using Mas.Results.Statistics;
using Xunit;

namespace Mas.Results.Tests.Statistics;

public sealed class AccuracyIntervalTests
{
    [Theory, InlineData(3, 0.2), InlineData(3, 0.98), InlineData(10, 0.6), InlineData(10, 0.004)]
    public void From_three_seeds_on_the_interval_holds_the_mean_and_stays_inside_0_and_1(int seeds, double share)
    {
        AccuracyInterval accuracy = AccuracyInterval.Of(Draw(seeds, 300, share, 3));
        Assert.Equal(AccuracyInterval.Crossed, accuracy.IntervalDesign);
        Assert.True(0 < accuracy.Interval.Low && accuracy.Interval.Low < accuracy.Mean);
        Assert.True(accuracy.Mean < accuracy.Interval.High && accuracy.Interval.High < 1);
    }

    [Theory, InlineData(1), InlineData(2)]
    public void Few_seeds_take_Jeffreys_interval_over_the_interventions(int seeds)
    {
        bool[][] outcomes = Draw(seeds, 200, 0.7, 5);
        AccuracyInterval accuracy = AccuracyInterval.Of(outcomes);
        Assert.Equal(AccuracyInterval.InterventionsOnly, accuracy.IntervalDesign);
        Assert.Equal(JeffreysInterval.Of(accuracy.Mean * 200, 200), accuracy.Interval);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void All_right_or_all_wrong_counts_the_interventions_and_not_the_seeds(bool right)
    {
        bool[][] outcomes = [.. Enumerable.Range(0, 5).Select(_ => Enumerable.Repeat(right, 100).ToArray())];
        AccuracyInterval accuracy = AccuracyInterval.Of(outcomes);
        Assert.Equal(AccuracyInterval.InterventionsOnly, accuracy.IntervalDesign);
        Assert.Equal(JeffreysInterval.Of(right ? 100 : 0, 100), accuracy.Interval);
    }

    [Fact]
    public void More_copies_of_one_seed_do_not_narrow_the_interval_below_that_of_the_interventions()
    {
        bool[] row = Draw(1, 400, 0.8, 6)[0];
        Interval copies = AccuracyInterval.Of([.. Enumerable.Repeat(row, 10)]).Interval;
        Interval one = JeffreysInterval.Of(row.Count(right => right), 400);
        Assert.Equal(one.High - one.Low, copies.High - copies.Low, 2);
    }

    [Fact]
    public void Seeds_that_disagree_widen_the_interval()
    {
        bool[][] agree = [.. Draw(3, 500, 0.8, 7)];
        bool[][] disagree = [Draw(1, 500, 0.65, 8)[0], Draw(1, 500, 0.8, 9)[0], Draw(1, 500, 0.95, 10)[0]];
        Assert.True(Width(AccuracyInterval.Of(disagree)) > 2 * Width(AccuracyInterval.Of(agree)));
    }

    [Fact]
    public void The_half_width_is_that_of_the_textbook_on_a_table_worked_by_hand()
    {
        // Seed means ½, ½, ¾ and intervention means 1, ⅔, ⅔, 0: variances 1/48 and 19/108, over 3 and 4.
        double[][] cells = [[1, 1, 0, 0], [1, 0, 1, 0], [1, 1, 1, 0]];
        CrossedTable table = CrossedTable.Of(cells);
        Assert.Equal(7.0 / 12, table.Mean, 12);
        Assert.Equal(1.0 / 48 / 3, table.SeedVariance, 12);
        Assert.Equal(19.0 / 108 / 4, table.InterventionVariance, 12);
        Assert.Equal(Math.Sqrt((4.302652729911275 * 4.302652729911275 / 144) + (1.959963984540054 * 1.959963984540054 * 19 / 432)),
            table.HalfWidth, 8);
    }

    [Theory, InlineData(0.5, 1.0), InlineData(0.9, 0.3), InlineData(0.999, 2.0)]
    public void The_variance_of_normal_logits_keeps_its_bounds_and_its_limit(double mean, double deviation)
    {
        double implied = LogitNormal.Variance(mean, deviation);
        // Bounds that hold for every distribution on 0..1, and the limit of small deviations.
        Assert.InRange(implied, 0, mean * (1 - mean));
        Assert.Equal(1, LogitNormal.Variance(mean, 0.01) / Math.Pow(0.01 * mean * (1 - mean), 2), 2);
    }

    [Fact]
    public void Tables_with_holes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => AccuracyInterval.Of([]));
        Assert.Throws<ArgumentException>(() => AccuracyInterval.Of([[]]));
        Assert.Throws<ArgumentException>(() => AccuracyInterval.Of([[true], [true, false]]));
    }

    private static double Width(AccuracyInterval accuracy) => accuracy.Interval.High - accuracy.Interval.Low;

    private static bool[][] Draw(int seeds, int interventions, double share, int randomSeed)
    {
        Random random = new(randomSeed);
        return [.. Enumerable.Range(0, seeds)
            .Select(_ => Enumerable.Range(0, interventions).Select(_ => random.NextDouble() < share).ToArray())];
    }
}
