using Mas.Results.Sweeps;
using Mas.Results.Sweeps.Merging;
using Xunit;

namespace Mas.Results.Tests.Sweeps.Merging;

public sealed class SweepLayoutTests
{
    private static readonly string[] s_words = ["a", "b", "c", "d", "e", "f", "g"];

    [Fact]
    public void The_axis_with_most_numbers_is_x_and_seeds_are_averaged()
    {
        SweepLayout layout = Layout(["alignment.method", "alignment.size", "networks.0.train.seed", "alignment.seeds", "seed", "steps"],
            ["mas", "das"], ["16", "2", "4"], ["1", "2", "3", "4", "5"], ["[1]", "[2]"], ["1", "2"], ["10", "20"]);
        Assert.Equal("alignment.size", layout.X!.Name);
        Assert.Equal(["2", "4", "16"], layout.X.Levels.Select(level => level.Label)); // rising
        Assert.Equal("alignment.method", layout.Lines!.Name);
        Assert.Equal(["steps"], layout.Panels.Select(factor => factor.Name));
        Assert.Empty(layout.Averaged);
        Assert.Equal([SeedKind.Network, SeedKind.Alignment, SeedKind.Data], layout.Seeds.Select(factor => factor.Seed!.Value));
    }

    [Fact]
    public void Without_numbers_the_axis_that_varies_most_is_x()
    {
        SweepLayout layout = Layout(["task", "alignment.method"], ["one", "two"], ["mas", "das", "stitching"]);
        Assert.Equal(("alignment.method", "task"), (layout.X!.Name, layout.Lines!.Name));
        Assert.Equal(["mas", "das", "stitching"], layout.X.Levels.Select(level => level.Label)); // as planned
    }

    [Fact]
    public void An_axis_for_which_there_is_no_room_is_averaged()
    {
        SweepLayout layout = Layout(
            ["size", "many", "also", "rest"], ["1", "2", "3", "4", "5", "6", "7", "8"], s_words, s_words, ["x", "y"]);
        Assert.Equal("rest", layout.Lines!.Name);
        Assert.Equal(["many"], layout.Panels.Select(factor => factor.Name));
        Assert.Equal(["also"], layout.Averaged.Select(factor => factor.Name));
    }

    [Fact]
    public void Axes_that_move_together_are_one_factor()
    {
        SweepTable table = Table(["networks.0.path", "networks.1.path", "steps", "fixed"],
            [["a", "b", "1", "z"], ["c", "d", "2", "z"], ["e", "f", "10", "z"]]);
        SweepFactor factor = Assert.Single(SweepFactor.Of(table));
        Assert.Equal("networks.0.path, networks.1.path and steps", factor.Name);
        Assert.True(factor.IsNumeric);
        Assert.Equal(["a / b / 1", "c / d / 2", "e / f / 10"], factor.Levels.Select(level => level.Label));
        Assert.Null(factor.Seed);
    }

    [Fact]
    public void Seeds_that_move_together_are_one_seed()
    {
        SweepLayout layout = SweepLayout.Of(Table(["networks.0.train.seed", "networks.1.train.seed"], [["1", "2"], ["3", "4"]]));
        Assert.Null(layout.X);
        Assert.Equal(SeedKind.Network, Assert.Single(layout.Seeds).Seed);
    }

    [Theory]
    [InlineData("seed", SeedKind.Data)]
    [InlineData("task.seed", SeedKind.Data)]
    [InlineData("alignment.seeds", SeedKind.Alignment)]
    [InlineData("networks.0.train.seed", SeedKind.Network)]
    public void Keys_of_seeds_are_known(string key, object kind) => Assert.Equal((SeedKind)kind, SeedKinds.Of(key));

    [Theory]
    [InlineData("alignment.size")]
    [InlineData("networks.0.train.seeded")]
    public void Other_keys_are_none(string key) => Assert.Null(SeedKinds.Of(key));

    private static SweepLayout Layout(string[] axes, params string[][] values) =>
        SweepLayout.Of(Table(axes, [.. SampleSweep.Crossed(values)]));

    private static SweepTable Table(string[] axes, string[][] rows) =>
        new(axes, [.. rows.Select((row, i) => new PlannedCell($"c{i}", row, 1, 1))]);
}
