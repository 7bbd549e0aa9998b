using Mas.Benchmarks.Zoo;
using Mas.Results.Files;
using Xunit;

namespace Mas.Benchmarks.Tests.Zoo;

/// <summary>The zoo and its pairs are those of docs/reference/benchmark.md, whenever and wherever they are drawn.</summary>
public class ZooPlanTests
{
    [Fact]
    public void The_zoo_has_the_networks_and_pairs_of_its_page()
    {
        Assert.Equal([18, 9, 6, 4, 6, 6],
            Enum.GetValues<Making>().Select(making => ZooPlan.Full.Networks.Count(network => network.Making == making)));
        Assert.Equal([18, 6, 4, 6, 6, 12, 12, 12, 9, 9],
            PairGroup.All.Select(group => ZooPlan.Full.Pairs().Count(pair => pair.Group == group)));
        Assert.Equal([54, 36, 27],
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
        bool sameRecipe = one.Architecture == other.Architecture && one.Task == other.Task && one.Algorithm == other.Algorithm
            && other.Making != Making.Untrained;
        Assert.Equal(sameRecipe, pair.Group.IsAlike);
        Assert.Equal(pair.Group == PairGroup.Permuted || pair.Group == PairGroup.NullUnits || pair.Group == PairGroup.WrittenCopies,
            one.Origin == other.Origin);
        Assert.Equal(pair.Group == PairGroup.Recomputing, one.IsTransformer != other.IsTransformer);
        Assert.Equal(pair.Group.IsOfAlgorithms, one.Algorithm.Length > 0);
    });

    [Fact]
    public void An_original_comes_before_its_copies() => Assert.All(ZooPlan.Full.Networks.Where(network => network.Original is not null),
        copy =>
        {
            Assert.Equal(copy.Origin, copy.Original!.Name);
            Assert.InRange(ZooPlan.Full.Networks.ToList().IndexOf(copy.Original), 0, ZooPlan.Full.Networks.ToList().IndexOf(copy) - 1);
        });

    // The names themselves: other draws would give another benchmark under the name of this one.
    [Fact]
    public void The_drawn_pairs_are_always_the_same()
    {
        Assert.Equal(ZooPlan.Full.Pairs(), ZooPlan.Full.Pairs());
        Assert.Equal(
            [
                "gru-modulo-2--gru-untrained-102", "gru-rounding-2--transformer-rounding-2",
                "transformer-modulo-1--transformer-rounding-1", "written-up-down-permuted-1--written-up-up-permuted-1",
                "planted-up-down-2--planted-up-up-2",
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
