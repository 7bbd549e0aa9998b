using Mas.Results.Records;
using Mas.Results.Verification;
using Xunit;

namespace Mas.Results.Tests.Verification;

public sealed class ValueComparisonTests
{
    private static readonly MetricRow Row =
        new("run", 1, 40, "test", "mas", 16, "a", "b", "state", "state", "full", true, Metrics.TrialIia, 0.9);

    [Fact]
    public void Equal_values_are_no_difference_whatever_their_order()
    {
        MetricRow other = Row with { Metric = Metrics.Loss, Value = double.NaN };
        TestValue[] found = [Value(other), Value(Row)];
        Assert.Empty(ValueComparison.Of([Row, other], found, isExact: true));
        Assert.Equal(2, ValueComparison.Equal([Row, other], found));
    }

    [Fact]
    public void A_row_of_the_test_at_another_step_is_another_row() =>
        Assert.Equal(2, ValueComparison.Of([Row with { Step = 41 }], [Value(Row)], isExact: true).Count);

    [Fact]
    public void Of_the_validation_the_kept_step_alone_is_compared()
    {
        MetricRow kept = Row with { Split = Metrics.Validation }, earlier = kept with { Step = 20, Value = 0.1 };
        Assert.Empty(ValueComparison.Of([earlier, kept], [Value(kept)], isExact: true));
        Assert.Equal(
            "a→b (mas, size 16, full, seed 1) in validation: trial_iia is 0.9 and stands as 0.8",
            Assert.Single(ValueComparison.Of([earlier, kept with { Value = 0.8 }], [Value(kept)], isExact: true)).ToString());
    }

    [Fact]
    public void Of_two_trainings_whose_rows_are_called_alike_each_finds_its_own_validation()
    {
        MetricRow kept = Row with { Split = Metrics.Validation }, other = kept with { Value = 0.7 };
        Assert.Empty(ValueComparison.Of([kept, other], [Value(kept)], isExact: true));
        Assert.Empty(ValueComparison.Of([kept, other], [Value(other)], isExact: true));
    }

    [Fact]
    public void On_the_same_machine_the_last_bit_counts()
    {
        ValueDifference only = Assert.Single(
            ValueComparison.Of([Row], [Value(Row with { Value = Math.BitIncrement(0.9) })], isExact: true));
        Assert.Equal("a→b (mas, size 16, full, seed 1): trial_iia is 0.9000000000000001 and stands as 0.9", only.ToString());
    }

    [Theory]
    [InlineData(Metrics.TrialIia, 0.9, 100, 0.88, true)]      // two interventions of a hundred
    [InlineData(Metrics.TrialIia, 0.9, 100, 0.87, false)]
    [InlineData(Metrics.TrialIia, 0.9, 1000, 0.905, true)]    // 0.5 %
    [InlineData(Metrics.Shuffled, 0.9, 1000, 0.906, false)]
    [InlineData(Metrics.Usable, 980, 1000, 985, true)]
    [InlineData(Metrics.Usable, 980, 1000, 986, false)]
    [InlineData(Metrics.LearnedSize, 16, 1000, 17, false)]
    [InlineData(Metrics.Loss, 1, 1000, 1.001, true)]
    [InlineData(Metrics.Loss, 1, 1000, 1.01, false)]
    [InlineData(Metrics.Loss, 1, 1000, double.NaN, false)]
    public void On_another_machine_a_few_interventions_may_flip(string metric, double stored, int samples, double found, bool agree)
    {
        MetricRow row = Row with { Metric = metric, Value = stored };
        Assert.Equal(agree ? 0 : 1, ValueComparison.Of([row], [new(row with { Value = found }, samples)], isExact: false).Count);
    }

    [Fact]
    public void Missing_values_and_values_too_many_are_told_apart()
    {
        MetricRow floor = Row with { Seed = null, Metric = Metrics.NoSwap };
        Assert.Equal(
            ["a→b (mas, size 16, full, seed 1): trial_iia stands as 0.9, but the experiment does not give it",
                "a→b (mas, size 16, full): no-swap is 0.9 and does not stand there"],
            ValueComparison.Of([Row], [Value(floor)], isExact: false).Select(one => one.ToString()));
        Assert.Equal(0, ValueComparison.Equal([Row], [Value(floor)]));
    }

    [Fact]
    public void Rows_that_only_their_values_tell_apart_are_compared_in_the_order_of_their_values()
    {
        MetricRow second = Row with { Value = 0.5 };
        Assert.Empty(ValueComparison.Of([Row, second], [Value(second), Value(Row)], isExact: true));
        Assert.Equal(0.4, Assert.Single(
            ValueComparison.Of([Row, second], [Value(Row), Value(second with { Value = 0.4 })], isExact: true)).Found);
    }

    private static TestValue Value(MetricRow row) => new(row, 100);
}
