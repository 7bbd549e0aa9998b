using Mas.Results.Records;
using Mas.Results.Statistics;
using Mas.Results.Verdicts;
using Xunit;

namespace Mas.Results.Tests.Verdicts;

public sealed class GroupTextTests
{
    private static readonly GroupMean s_within = new(null, 0.62, new Interval(0.58, 0.66), 8, 24), s_between = new(null, 0.31, null, 8, 32);

    [Fact]
    public void What_is_found_is_told_with_the_null_that_was_tested()
    {
        string found = Said(new GroupTest(s_within, s_between, [], 1 / 35.0, 35, false, null));
        Assert.StartsWith("Networks of one group stand in for one another better than networks of different groups. First-token IIA "
            + "between networks is 62.0 % (58.0–66.0, over networks) within groups and 31.0 % between groups: +31.0 points.", found);
        Assert.EndsWith("1 gives a difference as large, the true one among them (p = 0.029, one-sided). The null is that networks are "
            + "exchangeable, and the test says that and no more.", found);
    }

    [Fact]
    public void A_large_p_shows_nothing() => Assert.StartsWith("It is not shown that networks of one group stand in for one another better",
        Said(new GroupTest(s_within, s_between, [], 0.2, 35, false, null)));

    [Fact]
    public void A_sample_is_told_as_one() => Assert.Contains(
        "Of 10000 relabellings of the networks, drawn from all that keep the groups' sizes, 3 give a difference as large (p = below 0.001",
        Said(new GroupTest(s_within, s_between, [], 4 / 10_001.0, 10_000, true, null)), StringComparison.Ordinal);

    [Fact]
    public void Where_no_test_is_made_the_reason_stands_beside_the_figures()
    {
        string found = Said(new GroupTest(s_within, s_between, [], null, 0, false, "3 + 3 networks have 10 partitions."));
        Assert.Equal("First-token IIA between networks is 62.0 % (58.0–66.0, over networks) within groups and 31.0 % between groups: +31.0 "
            + "points. 3 + 3 networks have 10 partitions.", found);
        Assert.Equal("Groups cannot be compared. All of one.", Said(new GroupTest(s_within, null, [], null, 0, false, "All of one.")));
    }

    [Fact]
    public void Two_groups_are_held_against_each_other()
    {
        GroupTest test = new(s_within, s_between, [s_within with { Group = "toxic" }, s_between with { Group = "other" }], 1 / 35.0, 35,
            false, null)
        { BetweenGroups = new GroupDifference("toxic", "other", 0.31, 2 / 70.0, 70, false) };
        Assert.EndsWith("The means within toxic (62.0 % (58.0–66.0, over networks)) and within other (31.0 %) differ: +31.0 points, p = "
            + "0.029 (two-sided, 70 relabellings).", Said(test));
    }

    [Fact]
    public void Of_several_sites_each_is_named() => Assert.Contains("between groups (MAS, size 64, at layer.3)",
        string.Join(' ', GroupText.Of(Groups(new GroupTest(s_within, s_between, [], null, 0, false, "No.")), namesCase: true)),
        StringComparison.Ordinal);

    private static TextGroups Groups(GroupTest test) => new("layer.3", "mas", 64, test);

    private static string Said(GroupTest test) =>
        string.Join(' ', GroupText.Of(Groups(test), namesCase: false)).Replace('\u00a0', ' ');
}
