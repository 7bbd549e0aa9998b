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
    public void A_map_that_bends_always_has_the_untrained_control()
    {
        using var file = new ExperimentFile(Head + "alignment: { family: reversible, size: 4 }");
        Assert.Equal(["untrained"], file.Read().Analyses);
        Assert.Empty(file.Read("alignment.family=orthogonal").Analyses);
    }

    [Theory]
    [InlineData("analyses: [untrained, untrained]", "4:23 analyses: 'untrained' comes twice")]
    [InlineData("analyses: untrained", "4:11 analyses: a list is wanted, found the text 'untrained'")]
    [InlineData("analyses: [leakages]", "4:12 analyses: unknown word 'leakages'; did you mean 'leakage'?")]
    public void A_wrong_list_of_analyses_is_told_with_its_place(string line, string error) =>
        Assert.Equal([error], ExperimentFile.Errors(Head + line));
}
