using Mas.Alignments;
using Mas.Analyses.Algorithms;
using Mas.Experiments;
using Mas.Results.Records;
using Mas.Results.Verdicts;
using Mas.Tests.Runs;
using Mas.Training;
using Xunit;

namespace Mas.Tests.Analyses;

/// <summary>The analysis <c>algorithms</c> on two counters that were written by hand (experiments/networks/README.md): one has a single
/// count that rises and falls, the other two counts that rise.</summary>
public sealed class AlgorithmsTests
{
    private const string Counters = """
              - { name: updown, path: networks/updown }
              - { name: upup, path: networks/upup }
            """;

    private const int TestInterventions = 300;

    // At the usual rate the slowest search that ends well takes ten times as many steps.
    private const string Quick =
        "size: 2, batch: 32, learning_rate: 0.01, train: 500, validation: 200, test: 300, stop: { hopeless_after: 1 }";

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 1)]
    [InlineData(0.75, 2)]
    [InlineData(0.875, 4)]
    [InlineData(0.95, 5)]
    public void What_the_unchanged_network_gets_right_is_made_up_for_by_more_interventions(double floor, double times) =>
        Assert.Equal(times, AlgorithmBudget.Effort(floor), 12);

    // A target of .99 leaves one of a hundred wrong; of four times as many, that tell as much, one of four hundred.
    [Fact]
    public void More_effort_is_more_interventions_and_a_target_as_much_nearer_to_one()
    {
        var run = new AlignmentOptions { Variables = [], Validation = 200, Test = 301, Stop = new StopOptions { Target = 0.99 } };
        AlignmentOptions search = AlgorithmBudget.Of(run, "count", 2, 4, AlignmentStart.Random, AlignmentFamily.Orthogonal);
        Assert.Equal(0.9975, search.Stop.Target, 12);
        Assert.Equal((800, 1_204), (search.Validation, search.Test));
        Assert.Equal((int)Math.Ceiling(1.7 * 301), AlgorithmBudget.Of(
            run, "count", 2, 1.7, AlignmentStart.Random, AlignmentFamily.Orthogonal).Test);
    }

    [Fact]
    public void Each_counter_passes_its_own_algorithm_and_one_fails_the_others()
    {
        using var study = new Study();
        study.Copy("networks/updown");
        study.Copy("networks/upup");
        RunRecord run = study.Run(
            Quick + ", steps: 1000", Counters, "run", "task.quantities=[1, 6]", "analyses=[algorithms]");
        IReadOnlyList<AlgorithmResult> found = run.Evidence!.Algorithms;
        AlgorithmResult Of(string network, string model) =>
            Assert.Single(found, result => result.Network == network && result.Model == model);
        Assert.Equal(AlgorithmVerdict.Passed, Of("updown", "up-down").Word);
        Assert.Equal(AlgorithmVerdict.Failed, Of("updown", "up-up").Word);
        // The state of an up-up counter carries that of an up-down counter as a difference, so that it passes both.
        Assert.Equal(AlgorithmVerdict.Passed, Of("upup", "up-down").Word);
        Assert.Equal(AlgorithmVerdict.Passed, Of("upup", "up-up").Word);
        Assert.Equal(AlgorithmVerdict.Undecided, Of("upup", "up-increment").Word);
        // Nothing in these networks needs the phase: the unchanged network does the same.
        AlgorithmVariable phase = Of("upup", "up-up").Variables[0];
        Assert.Equal(("phase", 1, false), (phase.Variable, phase.Floor, phase.IsAsked));
        Assert.All(found.SelectMany(result => result.Variables).SelectMany(variable => variable.Tries),
            one => Assert.InRange(one.Ceiling, one.Corrected.High, 1));
        Assert.Empty(study.Verify().Differences);
        Holds(study, found);
    }

    // One embedding knows no count. That the copy fails there says nothing about how it counts: at its state it passes.
    [Fact]
    public void A_network_that_fails_at_the_site_of_the_run_is_asked_at_its_inner_sites_too()
    {
        using var study = new Study();
        study.Copy("networks/updown");
        RunRecord run = study.Run(Quick + ", steps: 300", """
              - { name: updown, path: networks/updown }
              - { name: copy, site: embedding, copy: { of: updown, permute: 3 } }
            """, "run", "task.quantities=[1, 6]", "analyses=[algorithms]");
        ILookup<(string, string), string> words = run.Evidence!.Algorithms.Where(one => one.Model == "up-down")
            .ToLookup(one => (one.Network, one.Site), one => one.Word);
        Assert.Equal([AlgorithmVerdict.Passed], words[("updown", "state")]);
        Assert.Equal([AlgorithmVerdict.Failed], words[("copy", "embedding")]);
        Assert.Equal([AlgorithmVerdict.Passed], words[("copy", "state")]);
        Assert.NotEqual("different", run.Verdict!.Word);
        // Nothing else is asked twice: no network passes another model.
        Assert.All(run.Evidence.Algorithms.Where(one => one.Site == "state" && one.Network == "copy"),
            one => Assert.Equal("up-down", one.Model));
        Assert.Empty(study.Verify().Differences);
    }

    // There an exchange at every position replaces tokens, whatever the network makes of them.
    [Fact]
    public void A_network_at_an_input_site_is_asked_no_causal_model()
    {
        using var study = new Study();
        study.Copy("networks/updown");
        RunRecord run = study.Run("size: 2, scheme: stepwise, steps: 20, batch: 64, train: 200, validation: 100, test: 100", """
              - { name: updown, path: networks/updown }
              - { name: copy, site: embedding, copy: { of: updown, permute: 3 } }
            """, "run", "task.quantities=[1, 8]", "analyses=[algorithms]");
        Assert.Equal([false, true], run.Networks.Select(network => network.InputSite));
        Assert.NotEmpty(run.Evidence!.Algorithms);
        Assert.All(run.Evidence.Algorithms, one => Assert.Equal("updown", one.Network));
    }

    // Every value of the record stands in metrics.csv too, under the name that the contract gives the variable.
    private static void Holds(Study study, IReadOnlyList<AlgorithmResult> found)
    {
        using var stored = study.Open();
        foreach ((AlgorithmResult result, AlgorithmVariable variable) in found.SelectMany(one => one.Variables.Select(v => (one, v))))
        {
            string name = result.Model == "up-down" ? variable.Variable : $"{result.Model}.{variable.Variable}";
            double[] Values(string metric) => [.. stored.Rows
                .Where(row => row.Source == result.Network && row.Variable == name && row.Metric == metric).Select(row => row.Value)];
            Assert.Equal([variable.Floor], Values(Metrics.AlgorithmFloor));
            Assert.Equal([.. variable.Tries.Take(1).Select(one => one.TrialIia)], Values(Metrics.AlgorithmAligned));
            Assert.Equal(variable.Tries.Count(one => one.Family == "linear"), Values(Metrics.AlgorithmLinear).Length);
            // The floor is measured twice where it is high, on other numbers of interventions.
            if (variable.IsAsked && variable.Floor is < 0.45 or > 0.55)
                Assert.Equal(variable.Floor > 0.5, variable.Samples > TestInterventions);
        }
    }
}
