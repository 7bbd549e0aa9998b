using Mas.Results.Statistics;
using Xunit;

namespace Mas.Results.Tests.Statistics;

public sealed class ChanceCorrectedTests
{
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(10)]
    public void A_floor_of_nothing_leaves_the_accuracy_and_its_interval(int seeds)
    {
        bool[][] outcomes = Draw(seeds, 200, 0.8, 1);
        AccuracyInterval accuracy = AccuracyInterval.Of(outcomes);
        ChanceCorrected corrected = ChanceCorrected.Of(outcomes, new bool[200]);
        Assert.Equal(accuracy.Mean, corrected.Value!.Value, 12);
        Assert.Equal(accuracy.Interval.Low, corrected.Interval!.Low, 9);
        Assert.Equal(accuracy.Interval.High, corrected.Interval.High, 9);
    }

    [Theory, InlineData(1), InlineData(3)]
    public void A_perfect_accuracy_stays_1_and_a_floor_reached_by_everything_is_0(int seeds)
    {
        bool[] floor = Draw(1, 200, 0.3, 2)[0];
        Assert.Equal(1, ChanceCorrected.Of(Same(Enumerable.Repeat(true, 200).ToArray(), seeds), floor).Value);
        ChanceCorrected none = ChanceCorrected.Of(Same(floor, seeds), floor);
        Assert.Equal(0, none.Value!.Value, 12);
        Assert.True(none.Interval!.Low < 0 && none.Interval.High > 0);
    }

    [Fact]
    public void Corrected_accuracy_below_the_floor_is_negative() =>
        Assert.True(ChanceCorrected.Of(Draw(3, 200, 0.1, 3), Draw(1, 200, 0.5, 4)[0]).Value < 0);

    [Fact]
    public void Corrected_accuracy_of_all_wrong_is_as_low_as_the_floor_allows()
    {
        ChanceCorrected corrected = ChanceCorrected.Of(Same(new bool[10], 3), [true, true, .. new bool[8]]);
        Assert.Equal(-0.25, corrected.Value!.Value, 12);
        Assert.InRange(-0.25, corrected.Interval!.Low, corrected.Interval.High);
    }

    [Fact]
    public void Corrected_accuracy_is_undefined_where_the_floor_is_1()
    {
        ChanceCorrected corrected = ChanceCorrected.Of([[true, true]], [true, true]);
        Assert.Null(corrected.Value);
        Assert.Null(corrected.Interval);
    }

    [Theory]
    [InlineData(0.6), InlineData(0.95)]
    public void The_interval_of_corrected_accuracy_holds_the_estimate_and_never_passes_1(double share)
    {
        ChanceCorrected corrected = ChanceCorrected.Of(Draw(3, 100, share, 5), Draw(1, 100, 0.4, 6)[0]);
        Assert.InRange(corrected.Value!.Value, corrected.Interval!.Low, corrected.Interval.High);
        Assert.True(corrected.Interval.High <= 1);
    }

    [Fact]
    public void The_floor_of_other_interventions_is_refused() =>
        Assert.Throws<ArgumentException>(() => ChanceCorrected.Of([[true, false]], [true]));

    private static bool[][] Same(bool[] row, int seeds) => [.. Enumerable.Repeat(row, seeds)];

    private static bool[][] Draw(int seeds, int interventions, double share, int randomSeed)
    {
        Random random = new(randomSeed);
        return [.. Enumerable.Range(0, seeds)
            .Select(_ => Enumerable.Range(0, interventions).Select(_ => random.NextDouble() < share).ToArray())];
    }
}
