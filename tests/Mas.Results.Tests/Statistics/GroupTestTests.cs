using Mas.Results.Statistics;
using Xunit;

namespace Mas.Results.Tests.Statistics;

/// <summary>Golden values come from a Python program that deals networks out with <c>itertools.permutations</c> and takes plain
/// means.</summary>
public sealed class GroupTestTests
{
    private static readonly TextSpread s_texts = new(0.0004, 500);

    [Theory]
    [InlineData(new[] { 4, 4 }, 7, 0.05, 0.0632087629, 2, 35)]
    [InlineData(new[] { 4, 4 }, 5, 0.3, 0.3027384021, 1, 35)]
    [InlineData(new[] { 3, 4 }, 3, 0.1, 0.0562571592, 5, 35)]
    [InlineData(new[] { 2, 2, 3 }, 5, 0.02, -0.0320618557, 72, 105)]
    public void The_difference_and_its_p_are_those_of_an_independent_program(
        int[] sizes, int pattern, double planted, double difference, int asLarge, int partitions)
    {
        GroupTest found = GroupTest.Of(Matrix(sizes, pattern, planted), s_texts, seed: 1);
        Assert.Equal(difference, found.Difference!.Value, 9);
        Assert.Equal((double)asLarge / partitions, found.P!.Value, 12);
        Assert.Equal((partitions, false, null), (found.Relabellings, found.IsSampled, found.WhyNone));
    }

    [Theory]
    [InlineData(new[] { 4, 4 }, 5, 0.3, -0.0030068729, 64, 70)]
    [InlineData(new[] { 3, 4 }, 3, 0.1, 0.0459621993, 26, 35)]
    public void The_difference_of_two_groups_is_that_of_an_independent_program(
        int[] sizes, int pattern, double planted, double difference, int asLarge, int labellings)
    {
        GroupDifference found = GroupTest.Of(Matrix(sizes, pattern, planted), s_texts, seed: 1).BetweenGroups!;
        Assert.Equal(("g0", "g1"), (found.First, found.Second));
        Assert.Equal(difference, found.Difference, 9);
        Assert.Equal((double)asLarge / labellings, found.P, 12);
        Assert.Equal(labellings, found.Relabellings);
    }

    [Fact]
    public void Of_exchangeable_networks_p_takes_each_of_its_values_equally_often()
    {
        // Every labelling of one matrix in turn: the p of the one with rank r among 35 is r/35.
        Random random = new(3);
        double?[][] values = [.. Enumerable.Range(0, 8)
            .Select(_ => Enumerable.Range(0, 8).Select(_ => (double?)random.NextDouble()).ToArray())];
        double[] all = [.. GroupPartitions.All([4, 4], named: false).Select(labels => GroupTest.Of(
            new GroupMatrix([.. labels.Select(group => $"g{group}")], values), s_texts, seed: 1).P!.Value).Order()];
        Assert.Equal(35, all.Length);
        Assert.All(all.Select((p, rank) => (p, rank)), one => Assert.Equal((one.rank + 1) / 35.0, one.p, 12));
    }

    [Fact]
    public void A_planted_group_has_the_smallest_p_that_eight_networks_allow() =>
        Assert.Equal(1 / 35.0, GroupTest.Of(Matrix([4, 4], 7, 1), s_texts, seed: 1).P!.Value, 12);

    [Theory]
    [InlineData(new[] { 3, 3 }, 10)]
    [InlineData(new[] { 2, 2, 2 }, 15)]
    [InlineData(new[] { 1, 4 }, 5)]
    public void Where_no_p_could_be_small_there_are_figures_and_no_test(int[] sizes, int partitions)
    {
        GroupTest found = GroupTest.Of(Matrix(sizes, 7, 1), s_texts, seed: 1);
        Assert.Null(found.P);
        Assert.Null(found.BetweenGroups);
        Assert.True(found.Difference > 0.5);
        Assert.StartsWith($"{string.Join(" + ", sizes)} networks have {partitions} partitions, and the smallest p that they allow is "
            + $"1/{partitions}: no test is made.", found.WhyNone);
    }

    [Theory]
    [InlineData(new[] { 5 }, "All networks are of one group")]
    [InlineData(new[] { 1, 1, 1 }, "No group has two networks")]
    public void Without_directions_of_both_kinds_there_is_nothing_to_compare(int[] sizes, string why) =>
        Assert.StartsWith(why, GroupTest.Of(Matrix(sizes, 7, 1), s_texts, seed: 1).WhyNone);

    [Fact]
    public void Where_directions_are_missing_the_means_are_over_what_is_there_and_no_test_is_made()
    {
        GroupMatrix whole = Matrix([4, 4], 7, 1);
        double?[][] values = [.. whole.Values.Select(row => row.ToArray())];
        values[0][7] = null;
        GroupTest all = GroupTest.Of(whole, s_texts, seed: 1), found = GroupTest.Of(whole with { Values = values }, s_texts, seed: 1);
        Assert.StartsWith("Not every direction", found.WhyNone);
        Assert.Null(found.P);
        Assert.Equal((all.Within!.Mean, 31), (found.Within!.Mean, found.Between!.Directions));
        Assert.Equal(((32 * all.Between!.Mean) - whole.Values[0][7]!.Value) / 31, found.Between.Mean, 12);
    }

    [Fact]
    public void Of_many_relabellings_a_seeded_sample_is_drawn_and_the_true_labels_count()
    {
        GroupMatrix planted = Matrix([9, 9], 7, 1);
        GroupTest found = GroupTest.Of(planted, s_texts, seed: 1);
        Assert.Equal((true, 10_000), (found.IsSampled, found.Relabellings));
        // 24 310 partitions: the true one is drawn again about once in two samples.
        Assert.InRange(found.P!.Value, 1 / 10_001.0, 5 / 10_001.0);
        Assert.Equal(found.P, GroupTest.Of(planted, s_texts, seed: 1).P);
    }

    [Fact]
    public void A_sample_estimates_the_p_of_all_relabellings()
    {
        GroupMatrix matrix = Matrix([4, 5], 7, 0.05);
        int[] groups = matrix.Numbers;
        GroupTest exact = GroupTest.Of(matrix, s_texts, seed: 1);
        Relabelled sampled = new(matrix.Sizes, 1_000_000, Seed: 5);
        double share = sampled.Share(labels => labels[0] == labels[1] && labels[1] == labels[2], named: false);
        // Of 9 networks in 4 + 5: C(6,1)/C(9,4) + C(6,2)/C(9,5) = 21/126.
        Assert.Equal(1 / 6.0, share, 0.012);
        Assert.Equal(126, exact.Relabellings);
        Assert.Equal(9, groups.Length);
    }

    [Fact]
    public void Means_of_groups_have_intervals_over_networks_from_three_networks_on()
    {
        GroupTest found = GroupTest.Of(Matrix([4, 2], 7, 0.1), s_texts, seed: 1);
        Assert.Equal([("g0", 4, 12), ("g1", 2, 2)], found.Groups.Select(one => (one.Group!, one.Networks, one.Directions)));
        Assert.NotNull(found.Groups[0].Interval);
        Assert.Null(found.Groups[1].Interval);
        Assert.InRange(found.Groups[0].Mean, found.Groups[0].Interval!.Low, found.Groups[0].Interval!.High);
    }

    [Fact]
    public void Texts_that_all_networks_share_widen_the_intervals_of_means()
    {
        // p(1 − p)/n = 0.24/600 is the variance of the texts.
        Assert.Equal(600, new TextSpread(0.0004, 50).Effective(0.6));
        Assert.Equal((50, 50), (new TextSpread(0.0004, 50).Effective(1), new TextSpread(0, 50).Effective(0.6)));
        Assert.Equal(0.0001, TextSpread.Of([new Interval(0.5 - 0.0195996398, 0.5 + 0.0195996398)], 50).Variance, 9);
        GroupMatrix matrix = Matrix([4, 4], 7, 0.3);
        Interval narrow = GroupTest.Of(matrix, new TextSpread(1e-6, 500), 1).Within!.Interval!,
            wide = GroupTest.Of(matrix, new TextSpread(1e-2, 500), 1).Within!.Interval!;
        Assert.True(wide.Low < narrow.Low && wide.High > narrow.High);
    }

    // The same numbers as in the program: half of a fixed pattern, and what is planted within groups.
    private static GroupMatrix Matrix(int[] sizes, int pattern, double planted)
    {
        int[] groups = [.. sizes.SelectMany((size, group) => Enumerable.Repeat(group, size))];
        return new GroupMatrix([.. groups.Select(group => $"g{group}")], [.. groups.Select((own, a) => groups.Select((other, b) =>
            (double?)((((a * 31) + (b * 17) + (a * b * pattern)) % 97 / 97.0 * 0.5) + (own == other ? planted : 0))).ToArray())]);
    }
}
