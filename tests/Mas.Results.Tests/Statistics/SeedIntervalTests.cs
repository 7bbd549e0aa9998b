using Mas.Results.Statistics;
using Xunit;

namespace Mas.Results.Tests.Statistics;

public sealed class SeedIntervalTests
{
    private static readonly double[] s_values = [0.61, 0.74, 0.69, 0.82];

    [Fact]
    public void Seeds_of_one_factor_have_the_interval_of_networks_by_themselves()
    {
        NetworkSeedInterval other =
            NetworkSeedInterval.Of([.. s_values.Select((value, k) => new NetworkAccuracy(new(0, k), new(0, k), value))], 500);
        SeedInterval found = SeedInterval.Of([.. s_values.Select((value, k) => new SeededValue(value, 1, [k]))], 500);
        Assert.Equal(4, found.Seeds);
        Assert.Equal(other.Interval!.Low, found.Interval!.Low, 12);
        Assert.Equal(other.Interval.High, found.Interval.High, 12);
    }

    [Fact]
    public void Crossed_factors_have_the_interval_of_directions_between_two_kinds()
    {
        (int I, int J, double Value)[] all = [.. from i in Enumerable.Range(0, 4) from j in Enumerable.Range(0, 3)
            select (i, j, s_values[i] - (0.05 * j) + (0.01 * (i * j % 3)))];
        NetworkSeedInterval other = NetworkSeedInterval.Of(
            [.. all.Select(one => new NetworkAccuracy(new(0, one.I), new(1, one.J), one.Value))], 500);
        SeedInterval found = SeedInterval.Of([.. all.Select(one => new SeededValue(one.Value, 1, [one.I, one.J]))], 500);
        Assert.Equal(3, found.Seeds);
        Assert.Equal(other.Interval!.Low, found.Interval!.Low, 12);
        Assert.Equal(other.Interval.High, found.Interval.High, 12);
    }

    [Fact]
    public void A_factor_of_one_seed_says_nothing_and_changes_nothing()
    {
        SeedInterval one = SeedInterval.Of([.. s_values.Select((value, k) => new SeededValue(value, 1, [k]))], 500),
            with = SeedInterval.Of([.. s_values.Select((value, k) => new SeededValue(value, 1, [7, k]))], 500);
        Assert.Equal(one, with);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Fewer_than_three_seeds_have_no_interval(int seeds)
    {
        SeedInterval found = SeedInterval.Of([.. s_values.Take(seeds).Select((value, k) => new SeededValue(value, 1, [k]))], 500);
        Assert.Equal(new SeedInterval(null, seeds), found);
    }

    [Fact]
    public void Without_any_factor_there_is_no_interval() =>
        Assert.Null(SeedInterval.Of([.. s_values.Select(value => new SeededValue(value, 1, []))], 500).Interval);

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    public void Where_every_value_is_an_end_the_interventions_count(double value)
    {
        Interval found = SeedInterval.Of([.. Enumerable.Range(0, 3).Select(k => new SeededValue(value, 1, [k]))], 200).Interval!;
        Assert.Equal(JeffreysInterval.Of(value * 200, 200), found);
    }

    [Fact]
    public void Values_count_by_their_weight() => Assert.Equal(0.7, SeedInterval.Mean(
        [new SeededValue(0.8, 0.5, [0]), new SeededValue(0.6, 0.5, [1]), new SeededValue(0.7, 1, [0])]), 12);
}
