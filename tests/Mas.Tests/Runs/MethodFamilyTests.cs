using Mas.Results.Records;
using Xunit;

namespace Mas.Tests.Runs;

/// <summary>Every word for methods, masks, families, schemes and losses runs from an experiment file to results, and those to the last bit
/// when they are verified.</summary>
public sealed class MethodFamilyTests : IDisposable
{
    private const string Locked = """
          - { name: gru-a, path: networks/gru-a }
          - { name: gru-b, path: networks/gru-b, accessible: false }
        """;

    private readonly Study _study = new();

    [Theory]
    [InlineData("method: das", 2, 2)]
    [InlineData("method: unidirectional-mas", 4, 2)]
    [InlineData("method: stitching", 4, 1)]
    [InlineData("method: linear-stitching", 1, 1)]
    [InlineData("method: custom, directions: [[gru-a, gru-b], [gru-b, gru-b]], cl_directions: [[gru-a, gru-b]]", 4, 2)]
    [InlineData("held_out: [[gru-a, gru-b]]", 4, 3)]
    [InlineData("directions_per_step: 1", 4, 4)]
    [InlineData("scheme: stepwise", 4, 4)]
    [InlineData("mask: replace-all", 4, 4)]
    [InlineData("method: das, extraneous: true", 4, 4)]
    [InlineData("variables: [count, phase], sizes: [8, 4]", 8, 8)]
    [InlineData("variables: [count, phase], sizes: [8, 4], joint: true", 4, 4)]
    [InlineData("parametrisation: householder", 4, 4)]
    [InlineData("parametrisation: stiefel", 4, 4)]
    [InlineData("family: linear", 4, 4)]
    [InlineData("family: symmetric-positive-definite", 4, 4)]
    [InlineData("family: symmetric-definite", 4, 4)]
    [InlineData("family: reversible, reversible: { blocks: 2, hidden: 8 }", 4, 4)]
    [InlineData("normalise: standard", 4, 4)]
    [InlineData("normalise: standard, nonlinearity: tanh", 4, 4)]
    [InlineData("start: identity", 4, 4)]
    [InlineData("size: [full, 128]", 4, 4)]
    [InlineData("method: [das, mas, stitching], size: [2, 4]", 20, 14)]
    [InlineData("method: [das, mas, stitching], size: [2, 8, 4], start: next-larger", 30, 21)]
    [InlineData("size: [2, 4], variables: [count, phase], start: next-larger, normalise: standard", 16, 16)]
    public void Methods_masks_families_and_sizes_run_with_their_numbers_of_directions(string alignment, int tested, int trained)
    {
        RunRecord run = _study.Run(alignment);
        Assert.Equal("done", run.Status);
        Assert.Equal((tested, trained), (run.Directions.Count, run.Directions.Count(direction => direction.Trained)));
        Assert.All(run.Directions, direction => Assert.InRange(direction.TrialIia, 0, 1));
        Assert.True(File.Exists(_study.File("run", "alignments.safetensors")));
        _study.Holds(_study.Verify());
    }

    [Theory]
    [InlineData("method: clmas", 4, 4)]
    [InlineData("method: clmas, cl: { form: mse, projected: true, pick: mean, weight: 2 }", 4, 4)]
    [InlineData("method: clmas, cl: { form: cosine, pick: nearest }", 4, 4)]
    [InlineData("method: clmas, scheme: stepwise", 4, 4)]
    [InlineData("method: latent-stitching", 4, 1)]
    public void A_method_that_only_reads_a_network_runs_where_it_is_not_accessible(string alignment, int tested, int trained)
    {
        RunRecord run = _study.Run(alignment, Locked);
        Assert.Equal((tested, trained), (run.Directions.Count, run.Directions.Count(direction => direction.Trained)));
        string[] metrics = [.. File.ReadLines(_study.File("run", "metrics.csv"))
            .Where(line => line.Contains(",cl_loss,", StringComparison.Ordinal))];
        Assert.NotEmpty(metrics);
        Assert.All(metrics, line => Assert.Contains(",gru-b,state,state,", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_learned_mask_tells_the_sizes_that_it_found()
    {
        RunRecord run = _study.Run("method: das, variables: [count, phase], mask: learned, learned: { steps: 5 }, steps: 10",
            "  - { name: gru-a, path: networks/gru-a }");
        // Half of 128, and half of the rest: ten steps move no boundary far.
        int[] sizes = [.. run.Directions.Select(direction => Assert.Single(direction.LearnedSizes!))];
        Assert.InRange(sizes[0], 58, 70);
        Assert.InRange(sizes[1], 26, 38);
        Assert.Equal(2,
            File.ReadLines(_study.File("run", "metrics.csv")).Count(line => line.Contains(",learned_size,", StringComparison.Ordinal)));
    }

    [Fact]
    public void At_the_embedding_the_single_scheme_warns_and_the_stepwise_one_does_not()
    {
        Assert.Single(OwnTokens("single", ""));
        Assert.Empty(OwnTokens("stepwise", "scheme: stepwise"));

        IEnumerable<string> OwnTokens(string name, string scheme) =>
            _study.Run(scheme, "  - { name: gru-a, path: networks/gru-a }", name, "site=embedding", "alignment.method=das").Warnings
                .Where(warning => warning.Contains("knows its own token only", StringComparison.Ordinal));
    }

    [Fact]
    public void A_network_is_added_to_a_finished_run_and_what_was_found_before_stays_to_the_bit()
    {
        _study.Copy("planted/gru-a-permuted");
        RunRecord first = _study.Run("seeds: [1, 2]", name: "first");
        RunRecord second = _study.Run("seeds: [1, 2], extend: runs/first", """
              - { name: gru-a, path: networks/gru-a }
              - { name: gru-b, path: networks/gru-b }
              - { name: added, path: networks/gru-a-permuted }
            """, "second");
        foreach (DirectionResult old in first.Directions)
        {
            DirectionResult now = second.Directions.Single(direction => (direction.Source, direction.Target) == (old.Source, old.Target));
            Assert.Equal((old.TrialIia, old.TokenIia, old.NewPairs, false), (now.TrialIia, now.TokenIia, now.NewPairs, now.Trained));
        }
        Assert.Equal(5, second.Directions.Count(direction => direction.Trained));
        string[] before = Rows("first"), after = Rows("second");
        Assert.NotEmpty(before);
        Assert.All(before, row => Assert.Contains(row, after));
    }

    // Test results but for the step and for whether the direction was trained, which differ.
    private string[] Rows(string run) => [.. File.ReadLines(_study.File(run, "metrics.csv")).Select(line => line.Split(','))
        .Where(row => row[3] == "test" && row[12] is "trial_iia" or "token_iia" or "loss" && row[3] == "test")
        .Select(row => string.Join(',', (string[])[row[1], .. row[4..11], .. row[12..]]))];

    public void Dispose() => _study.Dispose();
}
