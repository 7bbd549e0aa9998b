using Mas.Results.Records;
using Mas.Tests.Experiments;
using Mas.Tests.Runs;
using Xunit;

namespace Mas.Tests.Analyses;

/// <summary>The control that aligns untrained networks.</summary>
public sealed class UntrainedControlTests
{
    private const string Head = """
        networks: [{ name: a, path: nets/a }, { name: b, path: nets/b }]
        task: multi-object
        site: state

        """;

    [Fact]
    public void Every_direction_has_the_untrained_control_and_it_finds_nothing_in_networks_that_know_nothing()
    {
        using var study = new Study();
        RunRecord run = study.Run("size: 32, seeds: [1, 2]", null, "run", "analyses=[untrained]");
        Assert.Equal(4, run.Directions.Count);
        Assert.All(run.Directions,
            direction => Assert.InRange(Assert.Single(direction.Controls, control => control.Name == Metrics.Untrained).TrialIia, 0, 0.2));
        Assert.Contains("analyses", run.Timings.Keys);
        string[] rows = [.. File.ReadLines(study.File("run", "metrics.csv"))
            .Where(line => line.Contains(",untrained,", StringComparison.Ordinal))];
        Assert.Equal(8, rows.Length);
    }

    [Fact]
    public void The_untrained_control_changes_nothing_else()
    {
        using var study = new Study();
        study.Run("size: 8, seeds: [1]", null, "without");
        study.Run("size: 8, seeds: [1]", null, "with", "analyses=[untrained]");
        string Rest(string run) => string.Join('\n', File.ReadLines(study.File(run, "metrics.csv"))
            .Where(line => !line.Contains(",untrained,", StringComparison.Ordinal))
            .Select(line => line[line.IndexOf(',', StringComparison.Ordinal)..]));
        Assert.Equal(Rest("without"), Rest("with"));
    }

    [Fact]
    public void A_map_that_is_not_orthogonal_or_replaces_everything_always_has_the_controls_that_train()
    {
        using var file = new ExperimentFile(Head + "alignment: { family: reversible, size: 4 }");
        const string none = "analyses=false";
        Assert.Equal(["untrained", "untrained-source", "scrambled"], file.Read(none).Analyses);
        Assert.Equal(["untrained-source", "scrambled"], file.Read("alignment.family=linear", none).Analyses);
        Assert.Equal(["untrained-source", "scrambled"],
            file.Read("alignment.family=orthogonal", "alignment.method=[mas, stitching]", none).Analyses);
        Assert.Empty(file.Read("alignment.family=orthogonal", none).Analyses);
    }

    [Fact]
    public void Controls_from_a_fresh_source_and_of_permuted_values_stand_beside_the_directions_that_are_trained()
    {
        using var study = new Study();
        RunRecord run = study.Run("method: linear-stitching, seeds: [1, 2], size: 8, steps: 60, train: 400, batch: 32, test: 80");
        DirectionResult direction = Assert.Single(run.Directions);
        double Of(string name) => Assert.Single(direction.Controls, control => control.Name == name).TrialIia;
        // One direction can learn the value; a fixed permutation of it is as hard, and a fresh source harder.
        Assert.True(direction.TrialIia > Of(Metrics.UntrainedSource), $"{direction.TrialIia} and {Of(Metrics.UntrainedSource)}");
        Assert.InRange(Of(Metrics.Scrambled), 0, 1);
        Assert.NotEqual(direction.TrialIia, Of(Metrics.Scrambled));
        Assert.Equal(4, File.ReadLines(study.File("run", "metrics.csv")).Count(line =>
            line.Contains(",untrained-source,", StringComparison.Ordinal) || line.Contains(",scrambled,", StringComparison.Ordinal)));
        Assert.Empty(study.Verify().Differences);
        Assert.Empty(study.Verify().Contradictions);
    }

    // Within a network one map reads and writes: it exchanges values, and a permutation that moves every value is out of its reach.
    [Fact]
    public void Of_one_network_the_controls_are_within_it_and_a_swap_cannot_permute()
    {
        using var study = new Study();
        RunRecord run = study.Run("method: das, size: 16, steps: 40, test: 80", "  - { name: gru-a, path: networks/gru-a }", "run",
            "analyses=[untrained-source, scrambled]");
        DirectionResult direction = Assert.Single(run.Directions);
        double Of(string name) => Assert.Single(direction.Controls, control => control.Name == name).TrialIia;
        Assert.InRange(direction.TrialIia, 0.9, 1);
        Assert.InRange(Of(Metrics.Scrambled), 0, 0.6);
        Assert.InRange(Of(Metrics.UntrainedSource), 0, 0.8);
    }

    [Theory]
    [InlineData("analyses: [untrained, untrained]", "4:23 analyses: 'untrained' comes twice")]
    [InlineData("analyses: untrained", "4:11 analyses: a list of analyses or false is wanted, found the text 'untrained'")]
    [InlineData("analyses: [leakages]", "4:12 analyses: unknown word 'leakages'; did you mean 'leakage'?")]
    public void A_wrong_list_of_analyses_is_told_with_its_place(string line, string error) =>
        Assert.Equal([error], ExperimentFile.Errors(Head + line));
}
