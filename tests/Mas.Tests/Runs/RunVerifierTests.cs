using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Mas.Results.Records;
using Mas.Results.Tables;
using Mas.Results.Verification;
using Mas.Tests.Cli;
using Xunit;

namespace Mas.Tests.Runs;

/// <summary>A finished run is evaluated again from what it has stored.</summary>
public sealed class RunVerifierTests : IDisposable
{
    private const string Alone = "  - { name: gru-a, path: networks/gru-a }";

    private readonly Study _study = new();

    // What else holds: MethodFamilyTests.
    [Theory]
    [InlineData("seeds: [1, 2]")]
    [InlineData("method: linear-stitching, normalise: standard")]
    [InlineData("size: [full, 16]")]
    [InlineData("start: random")]
    [InlineData("parametrisation: matrix-exponential")]
    [InlineData("method: [das, mas], mask: learned, learned: { steps: 5 }, steps: 10, variables: [count, phase]")]
    public void A_run_holds_to_the_last_bit_when_it_is_verified(string alignment)
    {
        _study.Run(alignment);
        _study.Holds(_study.Verify());
    }

    // What versions before wrote of a normalised alignment: what the matrix follows from.
    [Fact]
    public void A_normalised_run_without_its_matrices_can_be_verified()
    {
        _study.Run("normalise: standard");
        foreach (string network in new[] { "gru-a", "gru-b" })
            SafetensorsEdit.Remove(_study.File("run", "alignments.safetensors"), $"seed-1.{network}.matrix");
        VerificationRecord record = _study.Verify();
        Assert.Equal(record.Values, record.Equal);
        Assert.DoesNotContain(record.Problems, problem => problem.Contains("there is no", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_with_all_controls_holds_to_the_last_bit()
    {
        _study.Run("", overrides: Workplace.AllControls);
        _study.Holds(_study.Verify());
    }

    [Theory]
    [InlineData("method: clmas")]
    [InlineData("method: latent-stitching")]
    public void A_run_with_a_network_that_was_not_accessible_holds(string alignment)
    {
        _study.Run(alignment, Alone + "\n  - { name: gru-b, path: networks/gru-b, accessible: false }");
        _study.Holds(_study.Verify());
    }

    [Fact]
    public void A_run_that_extends_another_holds()
    {
        _study.Copy("planted/gru-a-permuted");
        _study.Run("", name: "first");
        _study.Run("extend: runs/first",
            Alone + "\n  - { name: gru-b, path: networks/gru-b }\n  - { name: added, path: networks/gru-a-permuted }", "second");
        _study.Holds(_study.Verify("second"), "second");
    }

    [Fact]
    public void A_run_whose_extended_run_was_made_anew_holds_and_says_so()
    {
        _study.Copy("planted/gru-a-permuted");
        _study.Run("", name: "first");
        _study.Run("extend: runs/first",
            Alone + "\n  - { name: gru-b, path: networks/gru-b }\n  - { name: added, path: networks/gru-a-permuted }", "second");
        SafetensorsEdit.Set(_study.File("first", "alignments.safetensors"), "seed-1.gru-a.base", 3, 0.25f);
        VerificationRecord record = _study.Verify("second");
        _study.Holds(record, "second");
        Assert.Contains("hashes.extended, because the run that is extended has other alignments now, or none", record.NotCompared);
    }

    [Fact]
    public void A_run_without_controls_holds_on_another_number_of_threads()
    {
        _study.Run("", overrides: "evaluation.controls=false");
        _study.Holds(_study.Verify(threads: 1));
    }

    [Fact]
    public void What_analyses_train_for_themselves_is_listed_and_everything_else_holds()
    {
        _study.Run("size: 8, steps: 2", overrides:
            ["analyses=[untrained, wrong-variable, random-start, leakage, angles, disagreement]", "evaluation.similarity=[cka-linear]"]);
        VerificationRecord record = _study.Verify();
        Assert.True(record.Holds, VerificationText.Of(record));
        Assert.Contains(
            "controls and warnings of untrained, wrong-variable, random-start, leakage, disagreement, which train for themselves",
            record.NotCompared);
        Assert.Contains(record.NotCompared,
            phrase => phrase.Contains("evidence.leakage, evidence.random_start, ", StringComparison.Ordinal));
        _study.EditRun(run => run["evidence"]!["similarity"]!.AsArray().Last()!["value"] = 0.5);
        Assert.Equal("evidence.similarity.3.value", Assert.Single(_study.Verify().Contradictions).Key);
    }

    [Fact]
    public void A_network_that_is_in_no_cache_any_more_is_trained_again()
    {
        _study.Run("steps: 0", "  - { name: one, insist: true, train: { architecture: gru, width: 16, steps: 0 } }\n"
            + "  - { name: gru-b, path: networks/gru-b }");
        Directory.Delete(_study.Cache, recursive: true);
        _study.Holds(_study.Verify());
        Assert.True(Directory.Exists(_study.Cache));
    }

    [Fact]
    public void One_changed_number_of_a_parameter_shows_in_every_direction_of_its_network_and_in_no_other()
    {
        _study.Run("seeds: [1, 2]");
        SafetensorsEdit.Set(Alignments, "seed-2.gru-a.base", 3, 0.25f);
        VerificationRecord record = _study.Verify();
        Assert.False(record.Holds);
        Assert.NotEmpty(record.Differences);
        Assert.All(record.Differences,
            one => Assert.True(one.Row.Seed == 2 && (one.Row.Source == "gru-a" || one.Row.Target == "gru-a"), one.ToString()));
        Assert.Equal(3, record.Differences.Where(one => one.Row.Split == Metrics.Test).DistinctBy(one => one.Subject).Count());
        Assert.Equal(record.Values - record.Differences.Count, record.Equal);
        Assert.Contains(record.Differences,
            one => one.ToString().StartsWith("gru-a→gru-b (mas, size 16, full, seed 2): loss is ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("factor")]
    [InlineData("matrix")]
    public void One_changed_number_of_a_matrix_that_only_other_programs_read_is_told_too(string name)
    {
        _study.Run("");
        SafetensorsEdit.Set(Alignments, $"seed-1.gru-b.{name}", 0, 0.5f);
        VerificationRecord record = _study.Verify();
        Assert.False(record.Holds);
        Assert.Empty(record.Differences);
        Assert.Equal(2, record.Problems.Count);
        Assert.StartsWith("alignments.safetensors is not as the run has written it: its SHA-256 is ", record.Problems[0],
            StringComparison.Ordinal);
        Assert.Matches($@"^seed-1\.gru-b\.{name} in alignments\.safetensors is not what base and parameter give \(largest difference "
            + $@"0\.\d+\); it is used in gru-b→gru-a, gru-a→gru-b, gru-b→gru-b\.$", record.Problems[1]);
    }

    [Fact]
    public void A_changed_weight_is_told_with_both_hashes_and_nothing_is_evaluated()
    {
        string wanted = _study.Run("").Networks[1].Hash;
        SafetensorsEdit.Set(_study.Weights("gru-b"), "head.3.bias", 0, 1);
        VerificationRecord record = _study.Verify();
        Assert.Equal((false, 0), (record.Holds, record.Values));
        Assert.Matches($@"^the weights of network 'gru-b' are others than the run's: their SHA-256 is [0-9a-f]{{64}}, and run\.json says "
            + $@"{wanted} \(.*networks.gru-b\)\.$", Assert.Single(record.Problems));
    }

    [Fact]
    public void Other_data_than_the_runs_are_told_with_the_hash_of_the_record()
    {
        string wanted = _study.Run("").Hashes["data"];
        _study.Edit("experiment.yaml", text => text.Replace("validation: 40", "validation: 41", StringComparison.Ordinal));
        IReadOnlyList<string> problems = _study.Verify().Problems;
        Assert.Equal(2, problems.Count);
        Assert.StartsWith("experiment.yaml is not as the run has written it: ", problems[0], StringComparison.Ordinal);
        Assert.EndsWith($", and run.json says {wanted}.", problems[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, false, false)]
    [InlineData(2, true, true)]
    [InlineData(3, true, false)]
    public void A_few_interventions_may_come_out_otherwise_on_another_machine_only(int interventions, bool elsewhere, bool holds)
    {
        _study.Run("");
        MetricRow shifted = Shift(interventions);
        _study.EditRun(run =>
        {
            if (elsewhere)
                run["hardware"]!["cpu"] = "another processor";
            run["hashes"]!["metrics.csv"] = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_study.File("run", "metrics.csv"))));
            run["directions"]!.AsArray().Single(one => (string?)one!["source"] == shifted.Source
                && (string?)one["target"] == shifted.Target)!["trial_iia"] = shifted.Value;
        });
        VerificationRecord record = _study.Verify();
        Assert.Equal((holds, !elsewhere, record.Values - 1), (record.Holds, record.IsSameMachine, record.Equal));
        if (elsewhere)
            Assert.Contains(record.NotCompared, phrase => phrase.Contains("directions.interval, ", StringComparison.Ordinal));
    }

    [Fact]
    public void On_another_machine_where_every_value_comes_out_equal_everything_that_follows_must_be_equal_too()
    {
        _study.Run("seeds: [1, 2, 3]");
        _study.EditRun(run => run["hardware"]!["cpu"] = "another processor");
        VerificationRecord record = _study.Verify();
        Assert.True(record is { Holds: true, IsSameMachine: false }, VerificationText.Of(record));
        _study.EditRun(run => run["directions"]![1]!["interval"]!["low"] = 0.75);
        _study.EditRun(run => run["verdict"]!["word"] = "different");
        Assert.Equal(["directions.1.interval.low", "verdict.word"], _study.Verify().Contradictions.Select(one => one.Key));
    }

    [Fact]
    public void A_forged_step_of_the_kept_checkpoint_is_found_in_the_rows()
    {
        _study.Run("start: random, steps: 4, validate_every: 2");
        _study.EditRun(run =>
        {
            foreach (JsonNode? direction in run["directions"]!.AsArray())
                direction!["steps"]![0] = 3;
        });
        VerificationRecord record = _study.Verify();
        // Advice may depend on how near the kept step is to the limit.
        Assert.All(record.Contradictions, one => Assert.Matches("^verdict\\.(reasons|changes)", one.Key));
        Assert.Contains(record.Differences, one => one.Row.Split == Metrics.Validation);
    }

    [Fact]
    public void On_another_machine_a_mean_must_still_be_that_of_its_rows()
    {
        _study.Run("");
        Shift(2);
        _study.EditRun(run => run["hardware"]!["cpu"] = "another processor");
        Assert.EndsWith("trial_iia", Assert.Single(_study.Verify().Contradictions).Key, StringComparison.Ordinal);
    }

    // As if so many interventions of the first direction of the test had come out otherwise, and metrics.parquet was left away.
    private MetricRow Shift(int interventions)
    {
        MetricRow? shifted = null;
        MetricRow Shifted(MetricRow row) => row.Split != Metrics.Test || row.Metric != Metrics.TrialIia || shifted is not null ? row
            : shifted = row with { Value = row.Value + (row.Value > 0.5 ? -1 : 1) * interventions / 40.0 };
        _study.Edit("metrics.csv", text => MetricsCsv.Text([.. MetricsCsv.Parse(text, "metrics.csv").Select(Shifted)]));
        File.Delete(_study.File("run", "metrics.parquet"));
        return shifted!;
    }

    private string Alignments => _study.File("run", "alignments.safetensors");

    public void Dispose() => _study.Dispose();
}
