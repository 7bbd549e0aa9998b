using System.Text;
using System.Text.Json.Nodes;
using Mas.Comparison;
using Mas.Results.Files;
using Mas.Results.Records;
using Mas.Results.Reports;
using Mas.Results.Store;
using Mas.Results.Verification;
using Mas.Runs;
using Mas.Tests.Cli;
using Xunit;

namespace Mas.Tests.Runs;

/// <summary>One run with its report, evaluated again once: what is forged afterwards is compared with that.</summary>
public sealed class EvaluatedRun : IDisposable
{
    private readonly Study _study = new();

    public EvaluatedRun()
    {
        _study.Run("size: [8, 16], seeds: [1, 2], start: random, steps: 6, validate_every: 3", null, "run",
            Workplace.AllControls, "evaluation.similarity=[cka-linear-debiased, procrustes]",
            "analyses=[null-space, cycles, angles, off-manifold]");
        using (RunFolder folder = RunFolder.Read(_study.File("run", "")))
            HtmlReport.Write(folder);
        using StoredRun run = Open();
        VerificationRecord record = RunVerifier.Begin(run, Options);
        Assert.True(record is { Holds: true, IsSameMachine: true }, VerificationText.Of(record));
        using DisposableList<OpenedNetwork> networks =
            [.. NetworkStage.Open(run.Experiment, Options, TestContext.Current.CancellationToken)];
        using var test = new RunTest(run, networks, Options, isExact: true, TestContext.Current.CancellationToken);
        Again = test.Evaluate(tolerance: 0);
    }

    internal Reevaluation Again { get; }

    internal static RunOptions Options { get; } = new() { Threads = 1, Command = "" };

    internal StoredRun Open() => _study.Open();

    public string Path(string file) => _study.File("run", file);

    public void Dispose() => _study.Dispose();
}

/// <summary>A run that somebody has changed by hand does not hold, wherever it was changed.</summary>
public sealed class ForgedRunTests(EvaluatedRun forged) : IClassFixture<EvaluatedRun>
{
    private static readonly string[] s_circumstances =
    [
        "command", "hardware", "hashes", "networks.origin", "peak_memory_bytes", "resumed_from", "seconds", "shown.ends", "started",
        "timings", "versions",
    ];

    private static readonly string[] s_hashed = ["experiment.yaml", "metrics.csv", "alignments.safetensors"];

    [Fact]
    public void An_untouched_run_holds_with_all_its_evidence()
    {
        using StoredRun run = forged.Open();
        VerificationRecord record = Compare(run);
        Assert.True(record.Holds, VerificationText.Of(record));
        Assert.DoesNotContain(run.Rows, row => row.Split == Metrics.Test && !forged.Again.Values.Any(value => value.Row == row));
        Assert.DoesNotContain("evidence", string.Join(' ', record.NotCompared), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_number_word_and_sentence_of_the_record_that_is_forged_is_found_or_listed_as_not_compared()
    {
        using StoredRun run = forged.Open();
        var missed = new List<string>();
        int found = 0;
        foreach ((string key, RunRecord record) in Forged(run))
        {
            StoredRun other = run with { Record = record };
            string general = string.Join('.', key.Split('.').Where(part => !int.TryParse(part, out _)));
            bool isListed = new ConcludedAgain(other, forged.Again, true, true).LeftAside
                .Any(left => general == left || general.StartsWith(left + ".", StringComparison.Ordinal));
            if (isListed)
                continue;
            VerificationRecord verified = Compare(other);
            bool isTold = verified.Contradictions.Any(one => one.Key == key) || key.StartsWith("verdict.", StringComparison.Ordinal);
            if (verified.Holds || !isTold)
                missed.Add(key);
            found++;
        }
        Assert.Empty(missed);
        Assert.InRange(found, 300, int.MaxValue);
    }

    [Fact]
    public void What_is_listed_as_not_compared_is_no_result()
    {
        using StoredRun run = forged.Open();
        Assert.Equal(
            s_circumstances, new ConcludedAgain(run, forged.Again, true, true).LeftAside.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("experiment.yaml")]
    [InlineData("metrics.csv")]
    [InlineData("alignments.safetensors")]
    [InlineData("data")]
    public void A_forged_hash_is_found(string name)
    {
        using StoredRun run = forged.Open();
        var hashes = new Dictionary<string, string>(run.Record.Hashes) { [name] = new('0', 64) };
        StoredRun other = run with { Record = run.Record with { Hashes = hashes } };
        VerificationRecord verified = name == "data"
            ? RunVerifier.Verify(other, EvaluatedRun.Options, TestContext.Current.CancellationToken)
            : RunVerifier.Begin(other, EvaluatedRun.Options);
        Assert.Contains(verified.Problems, problem => problem.Contains(new string('0', 64), StringComparison.Ordinal));
    }

    [Fact]
    public void A_hash_that_is_taken_away_is_listed_as_not_compared()
    {
        using StoredRun run = forged.Open();
        StoredRun other = run with { Record = run.Record with { Hashes = new Dictionary<string, string>() } };
        Assert.Equal(
            s_hashed,
            RunVerifier.Begin(other, EvaluatedRun.Options).NotCompared.Select(phrase => phrase.Split(' ', ',')[3]));
    }

    [Fact]
    public void Every_row_that_is_forged_is_found_by_itself_unless_it_tells_of_the_training()
    {
        using StoredRun run = forged.Open();
        var kept = forged.Again.Values.Select(value => value.Row).ToHashSet();
        for (int i = 0; i < run.Rows.Count; i++)
        {
            MetricRow row = run.Rows[i];
            MetricRow[] changed = (i % 4) switch
            {
                0 => [row with { Value = Math.BitIncrement(row.Value) }],
                1 => [row with { Trained = !row.Trained }],
                2 => [row with { Step = 77 }],
                _ => [],
            };
            StoredRun other = run with { Rows = [.. run.Rows.Take(i), .. changed, .. run.Rows.Skip(i + 1)] };
            Assert.True(Compare(other).Holds == !kept.Contains(row), $"{row}");
        }
        Assert.InRange(kept.Count, run.Rows.Count / 3, run.Rows.Count - 1);
    }

    [Theory]
    [InlineData("experiment.yaml")]
    [InlineData("metrics.csv")]
    [InlineData("metrics.parquet")]
    [InlineData("alignments.safetensors")]
    [InlineData("report.html")]
    [InlineData("figures/comparison.svg")]
    public void One_bit_of_a_file_is_found_or_refused(string file)
    {
        string path = forged.Path(file);
        byte[] before = File.ReadAllBytes(path);
        try
        {
            foreach (double place in (double[])[0.05, 0.5, 0.999])
                AssertFound(path, before, (int)(place * before.Length), name: file);
        }
        finally
        {
            File.WriteAllBytes(path, before);
        }
    }

    [Theory]
    [InlineData("report.html")]
    [InlineData("metrics.parquet")]
    [InlineData("figures/comparison.svg")]
    public void A_file_that_is_made_from_others_and_is_missing_is_listed_as_not_compared(string file)
    {
        byte[] before = File.ReadAllBytes(forged.Path(file));
        File.Delete(forged.Path(file));
        try
        {
            using StoredRun run = forged.Open();
            Assert.Contains($"{file}, which is not there", RunVerifier.Begin(run, EvaluatedRun.Options).NotCompared);
        }
        finally
        {
            File.WriteAllBytes(forged.Path(file), before);
        }
    }

    [Fact]
    public void A_report_of_another_version_is_listed_as_not_compared()
    {
        using StoredRun run = forged.Open();
        var versions = new Dictionary<string, string>(run.Record.Versions) { ["mas"] = "0.0.1" };
        VerificationRecord record =
            RunVerifier.Begin(run with { Record = run.Record with { Versions = versions } }, EvaluatedRun.Options);
        Assert.Contains($"report.html, because mas 0.0.1 has written it and this is {run.Record.Versions["mas"]}", record.NotCompared);
        Assert.Empty(record.Problems);
    }

    private void AssertFound(string path, byte[] before, int place, string name)
    {
        byte[] changed = [.. before];
        changed[place] ^= 1;
        File.WriteAllBytes(path, changed);
        try
        {
            using StoredRun run = forged.Open();
            Assert.Contains(RunVerifier.Begin(run, EvaluatedRun.Options).Problems,
                problem => problem.StartsWith($"{name} is not ", StringComparison.Ordinal));
        }
        catch (InputException refusal)
        {
            Assert.Equal(Path.GetFileName(path), Path.GetFileName(refusal.Errors[0].File));
        }
    }

    private VerificationRecord Compare(StoredRun run) =>
        RunVerifier.Compare(run, forged.Again, new VerificationRecord { Run = "run", Elsewhere = [] });

    // The record once for each of its values, with that value changed; where it can be no record then, it is refused when it is read.
    private static IEnumerable<(string Key, RunRecord Record)> Forged(StoredRun run)
    {
        string text = Encoding.UTF8.GetString(RunJson.Bytes(run.Record));
        JsonNode json = JsonNode.Parse(text)!;
        foreach ((string key, JsonValue leaf) in Leaves(json, "").ToArray())
        {
            JsonNode other = Other(leaf);
            leaf.ReplaceWith(other);
            RunRecord? record = null;
            if (Record.Exception(() => record = RunJson.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()), "run.json")) is Exception error)
                Assert.IsType<InputException>(error);
            else
                yield return (key, record!);
            other.ReplaceWith(leaf);
        }
    }

    private static JsonNode Other(JsonValue leaf) =>
        leaf.TryGetValue(out bool flag) ? !flag
        : leaf.TryGetValue(out long whole) ? whole + 1
        : leaf.TryGetValue(out double number) ? Math.BitIncrement(number)
        : leaf.ToString() + "x";

    private static IEnumerable<(string Key, JsonValue Leaf)> Leaves(JsonNode? node, string key) => node switch
    {
        JsonObject entries => entries.SelectMany(entry => Leaves(entry.Value, Joined(key, entry.Key))),
        JsonArray items => items.SelectMany((item, i) => Leaves(item, Joined(key, $"{i}"))),
        JsonValue leaf => [(key, leaf)],
        _ => [],
    };

    private static string Joined(string key, string inner) => key.Length == 0 ? inner : $"{key}.{inner}";
}
