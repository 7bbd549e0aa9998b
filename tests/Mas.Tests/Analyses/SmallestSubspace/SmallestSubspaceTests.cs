using System.Globalization;
using Mas.Analyses.SmallestSubspace;
using Mas.Results.Records;
using Mas.Tests.Experiments;
using Mas.Tests.Runs;
using Xunit;

namespace Mas.Tests.Analyses.SmallestSubspace;

/// <summary>The smallest subspace that is enough, on the stored GRUs with sequences of up to three objects.</summary>
public sealed class SmallestSubspaceTests
{
    private const string Two = """
        task: multi-object
        site: state
        networks: [{ name: a, path: nets/a }, { name: b, path: nets/b }]

        """;

    [Fact]
    public void Every_method_has_a_curve_and_the_largest_size_is_the_runs_own()
    {
        using var study = new Study();
        RunRecord run = study.Run("method: [mas, das], size: [4, 8], steps: 20, seeds: [1, 2]", null, "run",
            "analyses=[smallest-subspace]");
        IReadOnlyList<SubspaceCurve> curves = run.Evidence!.SmallestSubspace;
        Assert.Equal([("mas", null), ("das", "gru-a"), ("das", "gru-b"), ("stitching", null)],
            curves.Select(curve => (curve.Method, curve.Alone)));
        foreach (SubspaceCurve curve in curves)
        {
            Assert.Equal(8, curve.Points[^1].Size);
            Assert.Equal(curve.Points.OrderBy(point => point.Size), curve.Points);
            double threshold = curve.Points.Max(point => point.Worst.Mean) - SmallestSubspaceAnalysis.Tolerance;
            Assert.Equal(curve.Points.First(point => point.Worst.Mean >= threshold).Size, curve.Smallest);
            Assert.InRange(curve.Smallest, curve.SmallestRange.Low, curve.SmallestRange.High);
        }
        DirectionResult worst = run.Directions.Where(direction => direction is { Method: "mas", Size: 8, Trained: true })
            .MinBy(direction => direction.TrialIia)!;
        Assert.Equal((worst.TrialIia, worst.Interval), (curves[0].Points[^1].Worst.Mean, curves[0].Points[^1].Worst.Interval));
        string[] rows = [.. File.ReadLines(study.File("run", "metrics.csv"))];
        // Each point: seeds × directions.
        int values = 2 * ((4 * curves[0].Points.Count) + curves[1].Points.Count + curves[2].Points.Count + (2 * curves[3].Points.Count));
        Assert.Equal(values, rows.Count(row => row.Contains(",subspace_trial_iia,", StringComparison.Ordinal)));
        Assert.Equal(
            curves.Select(curve => string.Create(CultureInfo.InvariantCulture, $"{curve.Method},{curve.Alone},{curve.Smallest}"))
                .Order(StringComparer.Ordinal),
            rows.Where(row => row.Contains(",smallest_size,", StringComparison.Ordinal)).Select(row => row.Split(','))
                .Select(row => $"{row[4]},{row[6]},{row[^1]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_smaller_subspace_starts_from_the_largest_one()
    {
        using var study = new Study();
        // The start of the experiment is random: without what was learned at the largest size, a few steps would lead nowhere.
        const string alone = "  - { name: gru-a, path: networks/gru-a }";
        RunRecord run = study.Run("method: das, size: 16, start: random, steps: 150, test: 200", alone, "run",
            "analyses=[smallest-subspace]");
        RunRecord begun = study.Run("method: das, size: 16, start: random, steps: 0, test: 200", alone, "begun");
        SubspaceCurve curve = Assert.Single(run.Evidence!.SmallestSubspace);
        Assert.True(curve.Points[^1].Worst.Mean > begun.Directions.Single().TrialIia + 0.1);
        Assert.True(curve.Smallest < 16);
    }

    [Fact]
    public void A_permuted_copy_needs_as_many_dimensions_as_the_network_itself()
    {
        using var study = new Study();
        study.Copy("planted/gru-a-permuted");
        RunRecord run = study.Run("method: das, size: 16, steps: 100, test: 200, validation: 200, train: 500", """
              - { name: gru-a, path: networks/gru-a }
              - { name: copy, path: networks/gru-a-permuted }
            """, "run", "analyses=[smallest-subspace]");
        SubspaceCurve own = run.Evidence!.SmallestSubspace.Single(curve => curve.Alone == "gru-a"),
            copy = run.Evidence!.SmallestSubspace.Single(curve => curve.Alone == "copy");
        Assert.InRange(copy.Smallest, 1, own.SmallestRange.High);
        Assert.InRange(own.Smallest, 1, copy.SmallestRange.High);
        Assert.True(Math.Max(own.SmallestRange.High, copy.SmallestRange.High) < 16);
    }

    [Theory]
    [InlineData("variables: [count, phase]",
        "smallest-subspace looks for the size of one subspace, and 2 variables have one each; run the experiment once for each variable")]
    [InlineData("mask: learned",
        "smallest-subspace tries out sizes, and the learned mask finds its own; use mask fixed, or leave smallest-subspace out")]
    [InlineData("extraneous: true", "smallest-subspace leaves the remainder alone, and extraneous trains it; leave one of the two out")]
    [InlineData("family: symmetric-definite", "smallest-subspace starts smaller alignments from larger ones, and the family "
        + "symmetric-definite has a start of its own; use orthogonal or linear, or leave smallest-subspace out")]
    public void An_alignment_without_a_size_to_look_for_is_told(string alignment, string error) =>
        Assert.Equal([$"5:23 analyses: {error}"],
            ExperimentFile.Errors($"{Two}alignment: {{ size: 8, {alignment} }}\nanalyses: [untrained, smallest-subspace]".Replace(
                "size: 8, mask", "mask", StringComparison.Ordinal)));

    [Fact]
    public void Smallest_subspace_is_refused_with_a_network_that_is_not_accessible() => Assert.Equal(
        ["5:12 analyses: smallest-subspace would run network 'b' from an intervention, and it is not accessible; leave "
            + "smallest-subspace out"],
        ExperimentFile.Errors(Two.Replace("nets/b", "nets/b, accessible: false", StringComparison.Ordinal)
            + "alignment: { method: clmas }\nanalyses: [smallest-subspace]"));

    [Fact]
    public void Smallest_subspace_is_refused_with_several_causal_models() => Assert.Equal(
        ["5:12 analyses: smallest-subspace aligns all networks with each other, and alignments between different causal models of a list "
            + "say nothing; give one causal model"],
        ExperimentFile.Errors(Two.Replace("multi-object", "{ name: multi-object, causal: [up-down, up-up] }", StringComparison.Ordinal)
            + "alignment: { method: das }\nanalyses: [smallest-subspace]"));
}
