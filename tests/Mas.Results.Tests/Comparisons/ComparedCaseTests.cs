using Mas.Results.Comparisons;
using Mas.Results.Records;
using Xunit;

namespace Mas.Results.Tests.Comparisons;

public sealed class ComparedCaseTests
{
    [Fact]
    public void Every_method_and_size_is_a_case_of_its_trained_directions()
    {
        IReadOnlyList<ComparedCase> cases = ComparedCase.Of(SampleStudy.Sweep().Run);
        Assert.True(ComparedCase.IsComparison(cases));
        Assert.Equal(21, cases.Count);
        Assert.Equal([3, 9, 1], cases.GroupBy(one => one.Group.Method).Select(method => method.First().Directions.Count));
        Assert.All(cases, one => Assert.All(one.Directions, direction => Assert.InRange(direction.TrialIia, one.Worst.TrialIia, 1)));
        Assert.All(cases, one => Assert.InRange(one.MeanTrialIia, one.Worst.TrialIia, one.Directions.Max(direction => direction.TrialIia)));
    }

    [Fact]
    public void Sizes_rise_within_a_method() =>
        Assert.All(ComparedCase.Of(SampleStudy.Sweep().Run).GroupBy(one => one.Group.Method),
            method => Assert.Equal([1, 2, 4, 8, 16, 32, 64], method.Select(one => one.Size)));

    [Fact]
    public void A_learned_size_stands_where_the_mask_has_ended_and_the_remainder_is_no_case()
    {
        IReadOnlyList<ComparedCase> cases = ComparedCase.Of(SampleStudy.Variables().Run);
        Assert.Equal(["left_equal", "left_equal+right_equal", "right_equal"], cases.Select(one => one.Group.Variable));
        Assert.All(cases, one => Assert.Equal((true, 12.0), (one.IsLearned, one.Size)));
    }

    [Fact]
    public void One_method_with_one_size_is_not_compared()
    {
        Assert.False(ComparedCase.IsComparison(ComparedCase.Of(SampleRun.Six().Run)));
        Assert.False(ComparedCase.IsComparison(ComparedCase.Of(SampleStudy.Variables().Run)));
    }

    [Fact]
    public void Where_nothing_was_trained_a_case_has_all_directions()
    {
        DirectionResult[] untrained = [.. SampleRun.Pair().Run.Directions.Select(direction => direction with { Trained = false })];
        Assert.Equal(4, Assert.Single(ComparedCase.Of(SampleRun.Pair().Run with { Directions = untrained })).Directions.Count);
    }
}
