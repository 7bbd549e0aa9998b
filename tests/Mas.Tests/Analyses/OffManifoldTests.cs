using Mas.Results.Records;
using Mas.Results.Verification;
using Mas.Tests.Experiments;
using Mas.Tests.Runs;
using Xunit;

namespace Mas.Tests.Analyses;

/// <summary>How far intervened latents lie from natural ones.</summary>
public sealed class OffManifoldTests
{
    private const string Head = """
        networks: [{ name: a, path: nets/a }, { name: b, path: nets/b }]
        task: multi-object
        site: state

        """;

    // At full width a swap within a network puts one natural latent into the place of another.
    [Fact]
    public void Latents_that_are_whole_natural_ones_lie_no_further_from_natural_ones_than_these_from_one_another()
    {
        using var study = new Study();
        RunRecord run = study.Run("size: full, steps: 0, test: 400", null, "run", "analyses=[off-manifold]");
        OffManifoldResult[] within = [.. run.Evidence!.OffManifold.Where(one => one.Source == one.Target)];
        Assert.Equal(2, within.Length);
        Assert.All(within, one => Assert.InRange(one.Distance, -0.15, 0.15));
        Assert.All(run.Evidence.OffManifold, one => Assert.InRange(one.Natural, -0.15, 0.15));
    }

    [Fact]
    public void Coordinates_of_random_axes_put_latents_where_the_network_never_is()
    {
        using var study = new Study();
        RunRecord run = study.Run("size: 64, steps: 0, start: random, test: 400, seeds: [1, 2]", null, "run", "analyses=[off-manifold]");
        Assert.Equal(4, run.Evidence!.OffManifold.Count);
        Assert.All(run.Evidence.OffManifold.Where(one => one.Source != one.Target), one =>
        {
            Assert.Equal((64, 400, 2, "mas", "full"), (one.Size, one.Samples, one.Seeds.Count, one.Method, one.Variable));
            Assert.Equal(one.Distance, one.Seeds.Average(), 1e-12);
            Assert.True(one.Distance > 4 * Math.Abs(one.Natural) + 0.3, $"{one.Distance} against {one.Natural}");
        });
    }

    [Fact]
    public void The_gauge_is_split_into_what_the_target_makes_no_use_of_and_the_rest()
    {
        using var study = new Study();
        RunRecord run = study.Run("size: full, steps: 0, test: 400", null, "run", "analyses=[off-manifold]");
        Assert.Equal(2, run.Evidence!.NullSpaces.Count);
        foreach (OffManifoldResult one in run.Evidence.OffManifold)
        {
            NullSpaceResult space = run.Evidence.NullSpaces.Single(found => found.Network == one.Target);
            (GaugedPart silent, GaugedPart working) = (one.NullSpace!, one.WorkingSpace!);
            Assert.Equal((space.Dimensions, space.Width - space.Dimensions), (silent.Dimensions, working.Dimensions));
            foreach (GaugedPart part in new[] { silent, working })
            {
                Assert.Equal(part.Distance, part.Seeds.Average(), 1e-12);
                Assert.InRange(part.Natural, -0.15, 0.15);
                Assert.InRange(part.NaturalHigh, 0, 0.3);
                // Within a network whole natural latents move, and so do their parts.
                if (one.Source == one.Target)
                    Assert.InRange(part.Distance, -0.15, 0.15);
            }
        }
    }

    [Fact]
    public void The_table_has_off_manifold_rows_of_every_seed_and_verification_makes_them_again()
    {
        using var study = new Study();
        study.Run("size: 8, seeds: [1, 2]", null, "run", "analyses=[off-manifold]");
        string[] rows = [.. File.ReadLines(study.File("run", "metrics.csv"))
            .Where(line => line.Contains(",off-manifold", StringComparison.Ordinal))];
        Assert.Equal(4 * (2 + 1) * 3, rows.Length);
        foreach (string part in new[] { "null", "working" })
            Assert.Equal(4 * 2, rows.Count(row => row.Contains($",off-manifold:{part},", StringComparison.Ordinal)));
        VerificationRecord verified = study.Verify();
        Assert.True(verified.Holds);
        Assert.Equal(0, verified.NotEvaluated);
    }

    [Theory]
    [InlineData("alignment: { scheme: stepwise }\nanalyses: [off-manifold]", "5:12 analyses: off-manifold looks at the one position that "
        + "the scheme single overwrites, and the scheme is stepwise; leave off-manifold out")]
    [InlineData("alignment: { test: 1 }\nevaluation: { controls: false }\nanalyses: [off-manifold]",
        "6:12 analyses: off-manifold compares samples of latents, and alignment.test is 1; ask for at least 2")]
    public void An_experiment_that_off_manifold_does_not_fit_is_told(string lines, string error) =>
        Assert.Equal([error], ExperimentFile.Errors(Head + lines));
}
