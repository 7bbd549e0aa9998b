using Mas.Experiments;
using Mas.Results.Records;
using Xunit;

namespace Mas.Tests.Experiments.Reading;

/// <summary>Networks that are added to a finished run.</summary>
public sealed class ExtendErrorTests
{
    private const string Text = """
        task: multi-object
        site: state
        networks: [{ name: a, path: x }, { name: b, path: x }, { name: c, path: x }]
        alignment: { extend: runs/old, seeds: [1, 2], method: mas }
        """;

    [Fact]
    public void The_networks_of_the_run_come_first_and_new_ones_after_them()
    {
        using ExperimentFile file = new ExperimentFile(Text).With("runs/old/run.json", FinishedRun.Json(["a", "b"], [1, 2, 3]));
        ExtendedRun run = file.Read().Alignment.Extend!;
        Assert.Equal("runs/old", run.Path);
        Assert.Equal(["a", "b"], run.Networks);
        Assert.Equal([new NamedDirection("a", "c"), new("b", "c"), new("c", "a"), new("c", "b"), new("c", "c")], Trained(file.Read()));
    }

    [Theory]
    [InlineData("", "", "done", "4:22 alignment.extend: there is no run in 'runs/none'; wanted is the folder of a finished run")]
    [InlineData("a b", "1 2", "interrupted",
        "4:22 alignment.extend: the run in 'runs/old' has not finished; continue it with --resume first")]
    [InlineData("b c", "1 2", "done", "4:22 alignment.extend: the run in 'runs/old' aligned b, c; these must come first among the "
        + "networks, in this order, and new ones after them")]
    [InlineData("b a", "1 2", "done", "4:22 alignment.extend: the run in 'runs/old' aligned b, a; these must come first among the "
        + "networks, in this order, and new ones after them")]
    [InlineData("a b c d", "1 2", "done", "4:22 alignment.extend: the run in 'runs/old' aligned a, b, c, d; these must come first among "
        + "the networks, in this order, and new ones after them")]
    [InlineData("a b c", "1 2", "done", "4:22 alignment.extend: no network is added to those of the run that is extended")]
    [InlineData("a b", "1 3 4", "done", "4:39 alignment.seeds: the run in 'runs/old' has no alignment of seed 2; it has those of 1, 3, 4")]
    public void A_run_that_cannot_be_extended_is_told(string networks, string seeds, string status, string error)
    {
        using var file = new ExperimentFile(networks == "" ? Text.Replace("runs/old", "runs/none", StringComparison.Ordinal) : Text);
        file.With("runs/old/run.json",
            FinishedRun.Json(networks.Split(' '), [.. seeds.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)], status));
        Assert.Equal([error], file.Errors());
    }

    [Theory]
    [InlineData("das", "4:55 alignment.method: a finished run is extended by method mas alone, which has one alignment for each network")]
    [InlineData("[mas, das]",
        "4:55 alignment.method: a finished run is extended by method mas alone, which has one alignment for each network")]
    public void Only_mas_extends(string methods, string error)
    {
        using ExperimentFile file = new ExperimentFile(Text.Replace("method: mas", $"method: {methods}", StringComparison.Ordinal))
            .With("runs/old/run.json", FinishedRun.Json(["a", "b"], [1, 2]));
        Assert.Equal([error], file.Errors());
    }

    [Fact]
    public void A_run_whose_record_is_broken_is_told_with_its_place()
    {
        using ExperimentFile file = new ExperimentFile(Text).With("runs/old/run.json", "{ \"format\": ");
        Assert.StartsWith("run.json: 2:1 this is no run record:", Assert.Single(file.Errors()), StringComparison.Ordinal);
    }

    private static IEnumerable<NamedDirection> Trained(Experiment experiment)
    {
        string[] names = [.. experiment.Networks.Select(network => network.Name)];
        return AlignmentCase.Of(experiment, [8, 8, 8])[0].Method.Trained.Select(direction => new NamedDirection(names[direction.Source],
            names[direction.Target])).OrderBy(direction => direction.ToString(), StringComparer.Ordinal);
    }
}
