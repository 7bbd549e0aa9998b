using System.Numerics;
using Mas.Results.Statistics;
using Xunit;

namespace Mas.Results.Tests.Statistics;

public sealed class GroupPartitionsTests
{
    public static TheoryData<int[], int, int> Sizes => new()
    {
        { [4, 4], 35, 70 }, { [3, 3], 10, 20 }, { [2, 2, 2], 15, 90 }, { [2, 5], 21, 21 }, { [3, 4], 35, 35 }, { [2, 2, 3], 105, 210 },
        { [1, 1, 4], 15, 30 }, { [5], 1, 1 },
    };

    [Theory, MemberData(nameof(Sizes))]
    public void There_are_as_many_as_their_formula_says_and_each_is_listed_once(int[] sizes, int partitions, int labelled)
    {
        Assert.Equal((partitions, labelled), ((int)GroupPartitions.Count(sizes), (int)GroupPartitions.Labelled(sizes)));
        Assert.Equal(labelled, Listed(sizes, named: true).Distinct().Count());
        string[] parts = [.. Listed(sizes, named: false)];
        Assert.Equal(partitions, parts.Length);
        Assert.Equal(partitions, parts.Select(Nameless).Distinct().Count());
        Assert.All(parts, labels => Assert.Equal(sizes, sizes.Select((_, group) => labels.Count(one => one - '0' == group))));
    }

    [Fact]
    public void The_number_of_partitions_of_many_networks_does_not_overflow() => Assert.Equal(
        BigInteger.Parse("50445672272782096667406248628"), GroupPartitions.Count([50, 50]));

    [Fact]
    public void A_sample_keeps_the_sizes_and_deals_each_network_out_evenly()
    {
        int[] inFirst = new int[6];
        foreach (int[] labels in GroupPartitions.Sample([2, 4], 6000, seed: 3))
        {
            Assert.Equal(2, labels.Count(group => group == 0));
            for (int network = 0; network < 6; network++)
                inFirst[network] += labels[network] == 0 ? 1 : 0;
        }
        // A third of 6000, with a deviation of 37.
        Assert.All(inFirst, count => Assert.InRange(count, 1850, 2150));
    }

    private static string[] Listed(int[] sizes, bool named) =>
        [.. GroupPartitions.All(sizes, named).Select(labels => string.Concat(labels))];

    // Groups in the order in which they first occur, so that their names say nothing.
    private static string Nameless(string labels) => string.Concat(labels.Select(one => labels.Distinct().ToList().IndexOf(one)));
}
