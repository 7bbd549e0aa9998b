using Mas.Results.Statistics;
using Xunit;

namespace Mas.Results.Tests.Statistics;

public sealed class PairedDifferenceTests
{
    private static readonly int[] Counts = [1, 2, 20, 500];

    [Theory, InlineData(1), InlineData(3), InlineData(6)]
    public void A_difference_turns_its_sign_when_the_sides_are_exchanged(int seeds)
    {
        bool[][] a = Draw(seeds, 0.8, 1), b = Draw(seeds, 0.6, 2);
        PairedDifference forth = PairedDifference.Of(a, b), back = PairedDifference.Of(b, a);
        Assert.Equal(-forth.Mean, back.Mean, 12);
        Assert.Equal(-forth.Interval.High, back.Interval.Low, 9);
        Assert.Equal(-forth.Interval.Low, back.Interval.High, 9);
    }

    [Theory, InlineData(1), InlineData(3)]
    public void The_difference_of_outcomes_from_themselves_is_0_and_a_little_unsure(int seeds)
    {
        bool[][] a = Draw(seeds, 0.8, 3);
        PairedDifference difference = PairedDifference.Of(a, a);
        Assert.Equal(0, difference.Mean);
        Assert.InRange(difference.Interval.High, 1e-4, 0.02);
    }

    [Fact]
    public void Pairs_that_share_their_hard_interventions_are_surer_than_their_intervals_apart()
    {
        bool[] hard = Draw(1, 0.5, 4)[0];
        bool[][] a = [.. Enumerable.Range(0, 3).Select(_ => hard)],
            b = [.. Enumerable.Range(0, 3).Select(s => hard.Select((right, i) => right && i % 8 != s).ToArray())];
        Interval difference = PairedDifference.Of(a, b).Interval, left = AccuracyInterval.Of(a).Interval;
        Assert.True(difference.High - difference.Low < left.High - left.Low);
        Assert.True(difference.Low > 0);
    }

    [Theory, InlineData(1), InlineData(4)]
    public void The_difference_of_right_from_wrong_everywhere_ends_at_1(int seeds)
    {
        bool[][] right = [.. Enumerable.Range(0, seeds).Select(_ => Enumerable.Repeat(true, 50).ToArray())];
        PairedDifference difference = PairedDifference.Of(right, [new bool[50]]);
        Assert.Equal(1, difference.Mean);
        Assert.Equal(1, difference.Interval.High);
    }

    [Fact]
    public void Other_interventions_or_other_seeds_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PairedDifference.Of([[true]], [[true, false]]));
        Assert.Throws<ArgumentException>(() => PairedDifference.Of([[true], [true], [true]], [[true], [false]]));
    }

    [Theory, InlineData(1), InlineData(3), InlineData(10)]
    public void The_more_differences_are_to_hold_together_the_wider_is_each(int seeds)
    {
        bool[][] a = Draw(seeds, 0.8, 5), b = Draw(seeds, 0.6, 6);
        Interval[] intervals = [.. Counts.Select(comparisons => PairedDifference.Of(a, b, comparisons).Interval)];
        Assert.Equal(PairedDifference.Of(a, b).Interval, intervals[0]);
        Assert.All(intervals.Zip(intervals.Skip(1)),
            pair => Assert.True(pair.Second.Low < pair.First.Low && pair.Second.High > pair.First.High));
        Assert.All(intervals, interval => Assert.True(interval.Low > -1 && interval.High < 1));
    }

    [Fact]
    public void Each_of_two_differences_takes_half_of_the_error_rate()
    {
        // One seed: the interventions alone, so the carried half-widths stand as the normal quantiles do.
        bool[][] a = Draw(1, 0.8, 7), b = Draw(1, 0.6, 8);
        double Carried(int comparisons) =>
            Logit.Of((1 + PairedDifference.Of(a, b, comparisons).Interval.High) / 2) - Logit.Of((1 + PairedDifference.Of(a, b).Mean) / 2);
        Assert.Equal(2.241402727604947 / 1.959963984540054, Carried(2) / Carried(1), 9);
    }

    [Fact]
    public void A_family_of_no_comparisons_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => PairedDifference.Of([[true]], [[true]], 0));

    [Fact]
    public void Right_and_wrong_everywhere_is_marked_as_saying_nothing_of_seeds() =>
        Assert.Equal(AccuracyInterval.InterventionsOnly, PairedDifference.Of([[true], [true], [true]], [[false]]).Design);

    private static bool[][] Draw(int seeds, double share, int randomSeed)
    {
        Random random = new(randomSeed);
        return [.. Enumerable.Range(0, seeds).Select(_ => Enumerable.Range(0, 250).Select(_ => random.NextDouble() < share).ToArray())];
    }
}
