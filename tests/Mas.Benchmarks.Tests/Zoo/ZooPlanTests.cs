using Mas.Benchmarks.Zoo;
using Mas.Results.Files;
using Xunit;

namespace Mas.Benchmarks.Tests.Zoo;

/// <summary>The zoo and its pairs are those of docs/benchmark.md, whenever and wherever they are drawn.</summary>
public class ZooPlanTests
{
    [Fact]
    public void The_zoo_has_the_networks_and_pairs_of_its_page()
    {
        Assert.Equal([27, 9, 9, 6],
            Enum.GetValues<Making>().Select(making => ZooPlan.Full.Networks.Count(network => network.Making == making)));
        Assert.Equal([27, 9, 6, 24, 24, 24], PairGroup.All.Select(group => ZooPlan.Full.Pairs().Count(pair => pair.Group == group)));
        Assert.Equal([81, 54, 81],
            new[] { PairGroup.Untrained, PairGroup.Recomputing, PairGroup.Tasks }.Select(
                group => (ZooPlan.Full with { Drawn = int.MaxValue }).Pairs().Count(pair => pair.Group == group)));
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Names_are_unique(bool small)
    {
        ZooPlan plan = small ? ZooPlan.Small : ZooPlan.Full;
        Assert.Equal(plan.Networks.Count, plan.Networks.Select(network => network.Name).Distinct().Count());
        Assert.Equal(plan.Pairs().Count, plan.Pairs().Select(pair => pair.Name).Distinct().Count());
    }

    [Fact]
    public void Labels_follow_from_how_networks_were_made() => Assert.All((ZooPlan.Full with { Drawn = int.MaxValue }).Pairs(), pair =>
    {
        (ZooNetwork one, ZooNetwork other) = (pair.One, pair.Other);
        bool sameRecipe = one.Architecture == other.Architecture && one.Task == other.Task && other.Making != Making.Untrained;
        Assert.Equal(sameRecipe, pair.Group.IsAlike);
        Assert.Equal(pair.Group == PairGroup.Permuted || pair.Group == PairGroup.NullUnits, one.Origin == other.Origin);
        Assert.Equal(pair.Group == PairGroup.Recomputing, (one.Architecture == "transformer") != (other.Architecture == "transformer"));
    });

    // The names themselves: other draws would give another benchmark under the name of this one.
    [Fact]
    public void The_drawn_pairs_are_always_the_same()
    {
        Assert.Equal(ZooPlan.Full.Pairs(), ZooPlan.Full.Pairs());
        Assert.Equal(
            [
                "gru-modulo-2--gru-untrained-102", "gru-rounding-2--gru-untrained-101", "gru-rounding-1--transformer-rounding-2",
                "gru-rounding-2--transformer-rounding-2", "transformer-modulo-1--transformer-rounding-1",
                "transformer-modulo-2--transformer-rounding-2",
            ],
            ZooPlan.Small.Pairs().Where(pair => !pair.Group.IsAlike).Select(pair => pair.Name));
    }

    [Fact]
    public void A_group_with_one_member_is_refused_in_one_sentence()
    {
        InputException error = Assert.Throws<InputException>(() => (ZooPlan.Full with { Seeds = 1 }).Pairs());
        Assert.Equal("the group 'gru on multi-object' has one network, and a group needs two to be compared; give at least two seeds",
            error.Message);
    }

    [Fact]
    public void A_group_without_a_pair_is_refused_in_one_sentence()
    {
        InputException error = Assert.Throws<InputException>(() => (ZooPlan.Full with { Architectures = ["gru"] }).Pairs());
        Assert.Equal("no two networks of the zoo belong to the group 'recomputing'; give it at least two tasks, and a transformer beside "
            + "a recurrent network", error.Message);
    }
}
