using Mas.Results.Records;
using Mas.Results.Verification;
using Mas.Tests.Experiments;
using Mas.Tests.Runs;
using Xunit;

namespace Mas.Tests.Analyses;

/// <summary>What several measures say of the same pairs of networks.</summary>
public sealed class DisagreementTests
{
    private const string Head = """
        networks: [{ name: a, path: nets/a }, { name: b, path: nets/b }]
        task: multi-object
        site: state

        """;

    private static readonly string[] s_correlational = ["cka-linear-debiased", "procrustes", "rsa-correlation-spearman"];

    [Fact]
    public void Every_measure_of_disagreement_has_every_pair_of_networks()
    {
        using var study = new Study();
        study.Copy("planted/gru-a-permuted");
        RunRecord run = study.Run("size: [4, 16], seeds: [1, 2]", """
              - { name: a, path: networks/gru-a }
              - { name: b, path: networks/gru-b }
              - { name: copy, path: networks/gru-a-permuted }
            """, "run", "analyses=[disagreement]");
        Assert.Equal(3 * 5, run.Evidence!.Disagreement.Count);
        Assert.Equal(["cka-linear-debiased", "mas", "procrustes", "rsa-correlation-spearman", "stitching"],
            run.Evidence.Disagreement.Select(one => one.Measure).Distinct().Order());
        Assert.All(run.Evidence.Disagreement.GroupBy(one => one.Measure),
            measure => Assert.Equal(["a b", "a copy", "b copy"], measure.Select(one => $"{one.First} {one.Second}").Order()));
        // The copy is the network itself with its units in another order.
        Assert.All(run.Evidence.Disagreement.Where(one => (one.First, one.Second) == ("a", "copy")),
            one => Assert.Equal(1, one.IsCausal ? one.Value : one.Rank));

        var mas = run.Evidence.Disagreement.Single(one => (one.Measure, one.First, one.Second) == ("mas", "a", "b"));
        DirectionResult worst = run.Directions.Where(one => one.Size == 16 && (one.Source, one.Target) is ("a", "b") or ("b", "a"))
            .MinBy(one => one.Corrected)!;
        Assert.Equal((worst.Corrected, worst.CorrectedInterval), (mas.Value, mas.Interval));
    }

    [Fact]
    public void Disagreement_measures_nothing_twice_that_the_run_has_and_the_rest_has_rows_of_its_own()
    {
        using var study = new Study();
        RunRecord run = study.Run("method: [mas, stitching], size: 8, seeds: [1, 2]", null, "run", "analyses=[disagreement]",
            "evaluation.similarity=[cka-linear-debiased, pwcca]");
        string[] lines = File.ReadAllLines(study.File("run", "metrics.csv"));
        Assert.All(s_correlational, measure => Assert.Single(lines, line => line.Contains($",{measure},", StringComparison.Ordinal)));
        Assert.Equal(2, run.Evidence!.Similarity.Count(value => value.Measure == "pwcca"));
        string[] stitched = [.. lines.Where(line => line.Contains(",pair_trial_iia,", StringComparison.Ordinal))];
        Assert.Equal(2, stitched.Length);
        Assert.All(stitched, line => Assert.Contains(",stitching,8,gru-b,gru-a,", line, StringComparison.Ordinal));
        VerificationRecord verified = study.Verify();
        Assert.True(verified.Holds);
        int nulls = lines.Count(line => line.Contains(",untrained-source,", StringComparison.Ordinal)
            || line.Contains(",scrambled,", StringComparison.Ordinal));
        Assert.Equal(2 + nulls, verified.NotEvaluated); // what was stitched for it, and what is always trained beside stitching
    }

    [Theory]
    [InlineData("alignment: { method: stitching }", "disagreement compares other measures with MAS, and the method mas is not asked for; "
        + "add it under alignment.method, or leave disagreement out")]
    [InlineData("evaluation: { controls: [shuffled] }", "disagreement compares accuracies that are corrected for chance, and the control "
        + "no-swap, which measures it, is left out; add it under evaluation.controls")]
    public void An_experiment_that_disagreement_does_not_fit_is_told(string line, string error) =>
        Assert.Equal(["5:12 analyses: " + error], ExperimentFile.Errors($"{Head}{line}\nanalyses: [disagreement]"));

    [Fact]
    public void Networks_of_several_tasks_see_no_sequence_in_common() => Assert.Equal(
        ["5:12 analyses: disagreement compares the activity of networks on the same sequences, and the networks have several tasks; give "
            + "them one, or leave disagreement out"],
        ExperimentFile.Errors("networks: [{ name: a, path: nets/a }, { name: b, path: nets/b, task: modulo }]\ntask: multi-object\n"
            + "site: state\nalignment: { variables: [count] }\nanalyses: [disagreement]"));
}
