using Mas.Evaluation;
using Mas.Interchange;
using Mas.Results.Records;
using Mas.Results.Statistics;
using Xunit;

namespace Mas.Tests.Evaluation;

public sealed class PlannedDifferencesTests
{
    private static readonly IReadOnlyList<Intervention> s_forth = [null!], s_back = [null!];

    [Fact]
    public void Mas_is_set_against_every_other_method_of_its_size_and_the_largest_size_against_the_smaller()
    {
        IReadOnlyList<DifferenceResult> differences = PlannedDifferences.Of(
            [Tested("das", 8), Tested("stitching", 8), Tested("mas", 8), Tested("mas", 32), Tested("mas", 4), Tested("stitching", 32)]);
        Assert.Equal(
            ["mas 8 − das 8", "mas 8 − stitching 8", "mas 32 − stitching 32", "stitching 32 − stitching 8", "mas 32 − mas 8",
                "mas 32 − mas 4"],
            differences.Select(difference => $"{difference.Method} {difference.Size} − {difference.OtherMethod} {difference.OtherSize}"));
        Assert.Equal([true, true, true, false, false, false], differences.Select(difference => difference.IsBetweenMethods));
    }

    [Fact]
    public void Each_kind_of_planned_difference_has_simultaneous_intervals_of_its_own()
    {
        TestedDirection mas = Tested("mas", 8, 1), das = Tested("das", 8, 2), stitching = Tested("stitching", 8, 3),
            large = Tested("mas", 32, 4);
        IReadOnlyList<DifferenceResult> differences = PlannedDifferences.Of([mas, das, stitching, large]);
        Assert.Equal(PairedDifference.Of(mas.Outcomes, das.Outcomes).Interval, differences[0].Interval);
        Assert.Equal(PairedDifference.Of(mas.Outcomes, das.Outcomes, 2).Interval, differences[0].SimultaneousInterval);
        Assert.Equal(PairedDifference.Of(large.Outcomes, mas.Outcomes).Interval, differences[2].SimultaneousInterval);
        Assert.Equal(PairedDifference.Of(large.Outcomes, mas.Outcomes).Mean, differences[2].Difference);
    }

    [Fact]
    public void Only_directions_of_one_pair_and_its_seeds_are_compared_and_only_where_something_was_trained()
    {
        TestedDirection mas = Tested("mas", 8), other = Tested("das", 8);
        Assert.Empty(PlannedDifferences.Of([mas, other with { Interventions = s_back }]));
        Assert.Empty(PlannedDifferences.Of([mas, other with { Result = other.Result with { Target = "c" } }]));
        Assert.Empty(PlannedDifferences.Of([mas, other with { Result = other.Result with { Seeds = [1, 2, 4] } }]));
        TestedDirection untrained = mas with { Result = mas.Result with { Trained = false } };
        Assert.Empty(PlannedDifferences.Of([untrained, other with { Result = other.Result with { Trained = false } }]));
        Assert.False(Assert.Single(PlannedDifferences.Of([untrained, other])).Trained);
    }

    [Fact]
    public void Directions_of_the_remainder_are_not_compared()
    {
        TestedDirection mas = Tested("mas", 8), das = Tested("das", 8);
        Assert.Empty(PlannedDifferences.Of([mas with { Result = mas.Result with { Variable = "extraneous" } },
            das with { Result = das.Result with { Variable = "extraneous" } }]));
    }

    private static TestedDirection Tested(string method, int size, int randomSeed = 1)
    {
        Random random = new(randomSeed);
        bool[][] outcomes = [.. Enumerable.Range(0, 3).Select(_ => Enumerable.Range(0, 50).Select(_ => random.Next(4) > 0).ToArray())];
        AccuracyInterval accuracy = AccuracyInterval.Of(outcomes);
        return new TestedDirection(
            new DirectionResult
            {
                Source = "a",
                Target = "b",
                Variable = "full",
                Method = method,
                Size = size,
                Trained = true,
                TrialIia = accuracy.Mean,
                TokenIia = 1,
                Interval = accuracy.Interval,
                IntervalDesign = accuracy.IntervalDesign,
                Seeds = [1, 2, 3],
                Steps = [1, 1, 1],
                Samples = 50,
            },
            outcomes, s_forth);
    }
}
