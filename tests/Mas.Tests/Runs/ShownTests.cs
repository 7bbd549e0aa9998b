using Mas.Results.Records;
using Mas.Results.Store;
using Xunit;

namespace Mas.Tests.Runs;

/// <summary>What a run keeps for looking at agrees with its numbers.</summary>
public sealed class ShownTests : IDisposable
{
    private readonly Study _study = new();

    [Theory]
    [InlineData("size: 16, seeds: [1, 2]")]
    [InlineData("size: 2, start: random")]
    [InlineData("method: [das, mas], variables: [count, phase], sizes: [8, 4]")]
    [InlineData("size: full")]
    public void Counts_and_examples_are_those_of_the_chosen_alignment(string alignment)
    {
        RunRecord run = _study.Run(alignment);
        ShownRecord shown = run.Shown!;
        Assert.Equal(shown.Pairs.Select(one => (one.Direction, one.Variable)),
            shown.Positions.Select(one => (one.Direction, one.Variable)));
        Assert.NotEmpty(shown.Pairs);
        Assert.All(shown.Pairs.Zip(shown.Positions), one =>
        {
            DirectionResult result = run.Directions.Single(direction => direction.Method == "mas"
                && new NamedDirection(direction.Source, direction.Target) == one.First.Direction
                && direction.Variable == one.First.Variable);
            Assert.NotEqual(result.Source, result.Target);
            int right = (int)Math.Round(result.Chosen!.TrialIia * result.Samples);
            Assert.Equal((right, result.Samples), (one.First.Right.Sum(), one.First.All.Sum()));
            Assert.Equal((right, result.Samples), (one.Second.Right.Sum(), one.Second.All.Sum()));
        });
        double[] lows = [.. shown.Pairs.Select(one => run.Directions.Single(direction => direction.Method == "mas"
            && direction.Source == one.Direction.Source && direction.Target == one.Direction.Target
            && direction.Variable == one.Variable).Chosen!.Low)];
        Assert.Equal(lows.Order(), lows);
        Assert.All(shown.Examples, example =>
        {
            Assert.Equal(shown.Pairs[0].Direction, new NamedDirection(example.Source, example.Target));
            Assert.Equal(example.Right, example.Steps.Where(step => step.Came is not null).All(step => step.Came == step.Wanted));
            Assert.Contains(example.Steps, step => step.Came is not null);
        });
        Assert.Equal((shown.Pairs[0].Right.Sum() > 0 ? 1 : 0) + (shown.Pairs[0].Right.Sum() < shown.Pairs[0].All.Sum() ? 1 : 0),
            shown.Examples.Count);
        Assert.Null(shown.Flaw());
    }

    [Fact]
    public void The_subspace_is_seen_from_the_same_axes_by_all_networks_and_alone_from_its_own()
    {
        ShownRecord mas = _study.Run("size: 16", name: "mas").Shown!, das = _study.Run("method: das, size: 16", name: "das").Shown!;
        Assert.True(Assert.Single(mas.Subspaces).SharesAxes);
        Assert.False(Assert.Single(das.Subspaces).SharesAxes);
        Assert.Equal(["gru-a", "gru-b"], mas.Subspaces[0].Networks.Select(one => one.Network));
        Assert.Equal(("count", "phase"), (mas.Subspaces[0].Value, mas.Subspaces[0].Kind));
        // On axes of its own a network is centred, and its coordinates do not go together.
        Assert.All(das.Subspaces[0].Networks, one =>
        {
            double extent = one.X.Max() - one.X.Min();
            Assert.InRange(one.X.Average() / extent, -0.01, 0.01);
            Assert.InRange(one.X.Zip(one.Y, (x, y) => x * y).Average() / (extent * extent), -0.001, 0.001);
            Assert.True(one.Shares[0] >= one.Shares[1]);
        });
    }

    [Fact]
    public void Stitching_has_no_space_that_networks_share() =>
        Assert.Empty(_study.Run("method: stitching").Shown!.Subspaces);

    [Fact]
    public void It_comes_back_from_the_file_as_it_was()
    {
        RunRecord run = _study.Run("size: 8");
        using RunFolder folder = RunFolder.Read(Path.GetDirectoryName(_study.File("run", "run.json"))!);
        ShownRecord read = folder.ReadRun().Shown!;
        Assert.Equal(run.Shown!.Subspaces[0].Networks[1].X, read.Subspaces[0].Networks[1].X);
        Assert.Equal(run.Shown.Pairs[0].All, read.Pairs[0].All);
        Assert.Equal(run.Shown.Examples[0].Steps, read.Examples[0].Steps);
    }

    public void Dispose() => _study.Dispose();
}
