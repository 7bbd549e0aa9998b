using Mas.Analyses.Leakage;
using Mas.Analyses.WrongVariable;
using Mas.Experiments;
using Mas.Results.Records;
using Mas.Results.Verification;
using Mas.Tasks;
using Mas.Tensors;
using Mas.Tests.Experiments;
using Mas.Tests.Runs;
using Mas.Training;
using Xunit;

namespace Mas.Tests.Analyses;

/// <summary>The analyses that train further alignments: another variable, another start, null activity.</summary>
public sealed class TrainedAnalysesTests
{
    private const string Copies = """
              - { name: copy, path: networks/gru-a-null }
              - { name: gru-a, path: networks/gru-a }
            """;

    [Fact]
    public void An_alignment_of_another_variable_does_not_carry_the_exchanged_one()
    {
        using var study = new Study();
        RunRecord run = study.Run("variables: [count], size: 16, steps: 40, batch: 64, train: 500", null, "run",
            "analyses=[wrong-variable]");
        Assert.All(run.Directions, direction =>
        {
            ControlResult control = Assert.Single(direction.Controls, control => control.Name == Metrics.WrongVariable);
            Assert.InRange(control.TrialIia, 0, direction.TrialIia - 0.2);
        });
    }

    [Fact]
    public void A_random_start_is_another_start_on_the_same_interventions()
    {
        using var study = new Study();
        RunRecord run = study.Run("size: 16, steps: 40, seeds: [1, 2]", null, "run", "analyses=[random-start]");
        RunRecord random = study.Run("size: 16, steps: 40, seeds: [1, 2], start: random", null, "random");
        Assert.Equal(4, run.Evidence!.RandomStart.Count);
        foreach (StartResult result in run.Evidence.RandomStart)
        {
            DirectionResult Of(RunRecord record) =>
                Assert.Single(record.Directions, direction => direction.Source == result.Source && direction.Target == result.Target);
            Assert.Equal(Of(run).TrialIia, result.TrialIia.Mean);
            Assert.Equal(Of(random).TrialIia, result.Random.Mean);
            Assert.Equal(result.Random.Mean - result.TrialIia.Mean, result.Difference, 1e-12);
        }
    }

    // The copy has 32 units that nothing reads; whatever is taken from there, linear stitching can live on it and DAS cannot.
    [Fact]
    public void Null_activity_of_the_planted_copy_is_found_and_linear_stitching_lives_on_it()
    {
        using var study = new Study();
        study.Copy("planted/gru-a-null");
        RunRecord run = study.Run("method: [mas, das], size: 32, steps: 150, batch: 64, train: 1000, validation: 100, test: 100", Copies,
            "run", "evaluation.controls=[no-swap, null-exchanged]", "analyses=[leakage]");
        NullSpaceResult copy = Assert.Single(run.Evidence!.NullSpaces, space => space.Network == "copy");
        Assert.InRange(copy.Dimensions, 32, 159);
        Assert.InRange(copy.Agreement, 0.999, 1);
        LeakageResult Of(string method, string source, string target) =>
            Assert.Single(run.Evidence.Leakage, result => result.Method == method && result.Source == source && result.Target == target);
        Assert.Equal(10, run.Evidence.Leakage.Count);
        double linear = Of("linear-stitching", "copy", "gru-a").NullOnly!.Mean, das = Of("das", "copy", "copy").NullOnly!.Mean;
        Assert.True(linear > das + 0.2, $"linear stitching {linear}, DAS {das}");
        Assert.All(run.Evidence.Leakage, result => Assert.InRange(result.EnergyShare!.Value, 0, 1));
        Assert.All(run.Evidence.Leakage, result => Assert.Equal(result.NullExchanged.Mean - result.TrialIia.Mean, result.Change, 1e-12));
        // As a control of the run it is measured with the same samples.
        Assert.All(run.Directions, direction => Assert.Equal(
            Of(direction.Method, direction.Source, direction.Target).NullExchanged.Mean,
            Assert.Single(direction.Controls, control => control.Name == Metrics.NullExchanged).TrialIia));
        VerificationRecord again = study.Verify();
        Assert.Empty(again.Differences);
        Assert.Empty(again.Problems);
    }

    [Theory]
    [InlineData(new[] { "count" }, new[] { "phase" })]
    [InlineData(new[] { "phase" }, new[] { "count" })]
    [InlineData(new[] { "full" }, new[] { "phase" })]
    [InlineData(new[] { "count", "phase" }, new[] { "phase", "count" })]
    public void The_wrong_variable_is_another_than_the_exchanged_one(string[] exchanged, string[] wanted)
    {
        SequenceTask task = new NamedTask { Name = "multi-object", HeldOut = [] }.ToTask();
        ValueList<ExchangedVariable>? other = OtherVariables.Of([.. exchanged.Select(name => new ExchangedVariable([name, name]))],
            [task, task]);
        Assert.Equal(wanted, other!.Select(variable => variable.Label));
    }

    [Fact]
    public void Stitching_and_linear_stitching_stand_beside_every_size_and_the_null_part_alone_is_tried_at_the_largest()
    {
        var mas = new AlignmentCase(Methods.Mas(2), [4]);
        var own = new AlignmentCase(Methods.Stitching with { Behaviour = [new(1, 0)] }, [8]);
        IReadOnlyList<AlignmentCase> stitched = LeakageAnalysis.Stitched(["a", "b"], [new(1, 0)], [mas, own]);
        Assert.Equal(["stitching-4-b-into-a", "linear-stitching-4-b-into-a", "stitching-8-b-into-a", "linear-stitching-8-b-into-a"],
            stitched.Select(one => one.Name));
        Assert.Equal([false, false, true, false], stitched.Select(own.IsSameAs));
        Assert.True(LeakageAnalysis.IsLargest(mas, [mas, own]));
        Assert.False(LeakageAnalysis.IsLargest(mas, [mas, mas with { Sizes = [8] }]));
    }

    [Fact]
    public void One_network_has_leakage_too_with_nothing_to_be_stitched_to()
    {
        using var study = new Study();
        RunRecord run = study.Run("method: das, size: 4, steps: 3", "  - { name: a, path: networks/gru-a }", "run", "analyses=[leakage]");
        Assert.Equal("das", Assert.Single(run.Evidence!.Leakage).Method);
    }

    [Theory]
    [InlineData("alignment: { start: random }", "random-start",
        "the alignments start at random already; leave random-start out, or start: random")]
    [InlineData("alignment: { family: reversible, size: 4 }", "random-start",
        "the family reversible has no aligned start to be compared with; leave random-start out")]
    [InlineData("alignment: { size: 4 }", "wrong-variable",
        "wrong-variable needs a variable beside the one that is exchanged, in the tasks of all networks, and there is none; leave it out")]
    public void An_analysis_that_the_alignment_does_not_fit_is_told_before_the_run(string alignment, string analysis, string error)
    {
        using ExperimentFile file = new ExperimentFile($$"""
            networks: [{ name: a, path: nets/a }, { name: b, path: nets/b }]
            task: { file: trials.jsonl }
            site: state
            {{alignment}}
            analyses: [{{analysis}}]
            """).With("trials.jsonl", [.. Enumerable.Range(0, 40).Select(waits =>
            {
                string idle = string.Concat(Enumerable.Repeat("\"wait\", ", waits));
                string none = string.Concat(Enumerable.Repeat("null, ", waits));
                return $$"""{"tokens": ["B", {{idle}}"red", "ask", "red", "E"], "scored": [{{waits + 3}}], """
                    + $$""" "variables": {"colour": [null, {{none}}"red", "red", "red", null]} } """;
            })]);
        Assert.Equal([$"5:12 analyses: {error}"], file.Errors());
    }
}
