using System.Globalization;
using Mas.Results.Records;
using Mas.Tests.Experiments;
using Mas.Tests.Runs;
using Xunit;

namespace Mas.Tests.Analyses;

/// <summary>Angles between the subspaces that alignments find.</summary>
public sealed class SubspaceComparisonTests
{
    [Fact]
    public void Every_two_seeds_of_a_method_and_size_are_compared_in_every_network()
    {
        using var study = new Study();
        RunRecord run = study.Run("size: 4, seeds: [1, 2, 3], keep: last", null, "run", "analyses=[angles]");
        Assert.Equal(6, run.Evidence!.Angles.Count);
        Assert.All(run.Evidence!.Angles, one =>
        {
            Assert.Equal("seeds", one.Between);
            Assert.Equal(4, one.Degrees.Count);
            // Five steps from one aligned start.
            Assert.InRange(one.Degrees[^1], 0.001, 45);
            Assert.InRange(one.Weighted, 0.5, 1);
        });
        Assert.Contains(run.Evidence!.Angles,
            one => one is { Network: "gru-b", First: "mas, size 4, seed 1", Second: "mas, size 4, seed 3" });
        string[] rows = [.. File.ReadLines(study.File("run", "metrics.csv"))
            .Where(line => line.Contains(",angle-seeds,", StringComparison.Ordinal))];
        Assert.Equal(run.Evidence!.Angles.Select(one => one.Degrees[^1]).Order(),
            rows.Select(row => double.Parse(row.Split(',')[^1], CultureInfo.InvariantCulture)).Order());
    }

    [Fact]
    public void Alignments_that_stay_at_one_start_find_one_subspace()
    {
        using var study = new Study();
        RunRecord run = study.Run("method: [das, linear-stitching], size: [2, 6], seeds: [1, 2], steps: 0", null, "run",
            "analyses=[angles]");
        // The smaller one is a part of the larger one.
        Assert.Equal(["seeds", "sizes"], run.Evidence!.Angles.Select(one => one.Between).Distinct());
        Assert.All(run.Evidence!.Angles, one => Assert.Equal(0, one.Degrees[^1], 1e-3));
        Assert.All(run.Evidence!.Angles, one => Assert.Equal(1, one.Weighted, 1e-6));
        // Seeds: DAS 2 networks × 2 sizes, linear stitching 1 source × 2 sizes; sizes: 3 × 2 seeds.
        Assert.Equal((6, 6),
            (run.Evidence!.Angles.Count(one => one.Between == "seeds"), run.Evidence!.Angles.Count(one => one.Between == "sizes")));
    }

    [Fact]
    public void Random_starts_that_are_not_trained_lie_far_apart_and_within_normalised_latents_too()
    {
        using var study = new Study();
        RunRecord run = study.Run("method: das, size: 1, seeds: [1, 2], steps: 0, start: random, normalise: standard", null, "run",
            "analyses=[angles]");
        Assert.Equal(2, run.Evidence!.Angles.Count);
        Assert.All(run.Evidence!.Angles, one => Assert.InRange(Assert.Single(one.Degrees), 60, 90));
    }

    [Fact]
    public void Each_variable_has_its_own_subspace()
    {
        using var study = new Study();
        RunRecord run = study.Run("method: das, variables: [count, phase], sizes: [3, 2], seeds: [1, 2]",
            "  - { name: gru-a, path: networks/gru-a }", "run", "analyses=[angles]");
        Assert.Equal([("das, size 3, seed 1, count", 3), ("das, size 2, seed 1, phase", 2)],
            run.Evidence!.Angles.Select(one => (one.First, one.Degrees.Count)));
    }

    [Fact]
    public void A_map_that_bends_reads_no_subspace() => Assert.Equal(
        ["5:12 analyses: angles are between linear subspaces, and the family reversible bends; leave angles out"],
        ExperimentFile.Errors("""
            task: multi-object
            site: state
            networks: [{ name: a, path: nets/a }, { name: b, path: nets/b }]
            alignment: { family: reversible, size: 4 }
            analyses: [angles]
            """));
}
