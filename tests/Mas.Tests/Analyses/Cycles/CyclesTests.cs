using Mas.Analyses.Cycles;
using Mas.Results.Records;
using Mas.Results.Verification;
using Mas.Tests.Experiments;
using Mas.Tests.Runs;
using Xunit;

namespace Mas.Tests.Analyses.Cycles;

/// <summary>Cycles as an analysis of a run.</summary>
public sealed class CyclesTests
{
    private const string Head = """
        networks: [{ name: a, path: nets/a }, { name: b, path: nets/b }]
        task: multi-object
        site: state

        """;

    [Fact]
    public void A_permuted_copy_closes_every_cycle()
    {
        using var study = new Study();
        study.Copy("planted/gru-a-permuted");
        RunRecord run = study.Run("size: full, steps: 0, seeds: [1, 2]", """
              - { name: gru-a, path: networks/gru-a }
              - { name: copy, path: networks/gru-a-permuted }
            """, "run", "analyses=[cycles]");
        Assert.Equal([("gru-a", "copy", "gru-a"), ("copy", "gru-a", "copy")],
            run.Evidence!.Cycles.Select(cycle => (cycle.Source, cycle.Via, cycle.Target)));
        Assert.All(run.Evidence.Cycles, cycle =>
        {
            Assert.Equal(("mas", 128, "full"), (cycle.Method, cycle.Size, cycle.Variable));
            Assert.InRange(cycle.Composed.Mean, 0.97, 1);
            Assert.Equal(cycle.Direct, cycle.Composed);
            Assert.InRange(cycle.Floor, 0, 0.6);
        });
        string[] rows = [.. File.ReadLines(study.File("run", "metrics.csv"))
            .Where(line => line.Contains(",cycle", StringComparison.Ordinal))];
        Assert.Equal(2 * (2 + 2 + 1), rows.Length);
        Assert.Equal(2,
            rows.Count(row => row.Contains(",gru-a,gru-a,state,state,full,True,cycle:copy,", StringComparison.OrdinalIgnoreCase)));
        VerificationRecord verified = study.Verify();
        Assert.True(verified.Holds);
        Assert.Equal(0, verified.NotEvaluated);
    }

    [Fact]
    public void A_cycle_goes_into_a_site_that_hands_nothing_on_but_not_through_it()
    {
        using var study = new Study();
        RunRecord run = study.Run("size: 8, steps: 2", """
              - { name: a, path: networks/gru-a }
              - { name: b, path: networks/gru-b }
              - { name: words, path: networks/gru-a, site: embedding }
            """, "run", "analyses=[cycles]");
        Assert.Equal(["a b a", "a b words", "b a b", "b a words"],
            run.Evidence!.Cycles.Select(cycle => $"{cycle.Source} {cycle.Via} {cycle.Target}").Order());
        Assert.Contains("No cycle goes through words at embedding: what is written there cannot be read there at a later position, which "
            + "only a recurrent state hands on.", run.Warnings);
    }

    [Fact]
    public void Of_many_cycles_some_are_drawn_and_the_run_says_so()
    {
        using var study = new Study();
        RunRecord run = study.Run("size: 8, steps: 2, test: 4", """
              - { name: a, path: networks/gru-a }
              - { name: b, path: networks/gru-b }
              - { name: c, path: networks/gru-a }
              - { name: d, path: networks/gru-b }
            """, "run", "analyses=[cycles]");
        Assert.Equal(CycleAnalysis.MostWays,
            run.Evidence!.Cycles.Select(cycle => (cycle.Source, cycle.Via, cycle.Target)).Distinct().Count());
        Assert.Contains("Of 36 ways through three networks 24 were drawn for cycles.", run.Warnings);
    }

    [Fact]
    public void A_cycle_carries_each_variable_by_itself()
    {
        using var study = new Study();
        RunRecord run = study.Run("variables: [phase, count], size: 4, seeds: [1, 2]", null, "run", "analyses=[cycles]");
        Assert.Equal(["count", "count", "phase", "phase"], run.Evidence!.Cycles.Select(cycle => cycle.Variable).Order());
    }

    [Theory]
    [InlineData("alignment: { scheme: stepwise }\nanalyses: [cycles]",
        "5:12 analyses: cycles write at one position, and the scheme is stepwise; use the scheme single, or leave cycles out")]
    [InlineData("alignment: { method: stitching }\nanalyses: [cycles]", "5:12 analyses: cycles go from one network into another and on, "
        + "and no method that is asked for trains such directions; add mas, or leave cycles out")]
    [InlineData("alignment: { variables: [count, phase], sizes: [4, 4], joint: true }\nanalyses: [cycles]",
        "5:12 analyses: cycles carry one variable at a time, and joint overwrites several at once; leave one of the two out")]
    public void An_alignment_that_cycles_do_not_fit_is_told(string lines, string error) =>
        Assert.Equal([error], ExperimentFile.Errors(Head + lines));

    [Theory]
    [InlineData("{ name: a, train: { architecture: gru } }, { name: b, train: { architecture: transformer }, site: layer.1 }",
        "multi-object")]
    [InlineData("{ name: a, train: { architecture: gru } }, { name: b, train: { architecture: gru }, task: modulo }", "multi-object")]
    public void Cycles_want_two_networks_that_hand_on_what_is_written(string networks, string task) => Assert.Equal(
        ["5:12 analyses: cycles go through networks of one task that hand on what is written into them, and there are no two such networks "
            + "here: read two of them at a recurrent state, or leave cycles out"],
        ExperimentFile.Errors(
            $"networks: [{networks}]\ntask: {task}\nsite: state\nalignment: {{ variables: [count] }}\nanalyses: [cycles]"));
}
