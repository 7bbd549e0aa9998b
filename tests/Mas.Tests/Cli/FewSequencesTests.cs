using System.Text.Json;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>A test that shows the same few sequences again and again is no evidence, however many interventions it counts.</summary>
public sealed class FewSequencesTests : IDisposable
{
    private readonly Workplace _here = new();

    [Fact]
    public void One_recorded_sequence_is_refused()
    {
        File.WriteAllText(_here.Path("one.jsonl"), """
            {"tokens": ["B", "D0", "D1", "D2", "T", "R", "R", "R", "E"], "scored": [5, 6, 7, 8],
            """.TrimEnd() + """ "variables": {"count": [0, 1, 2, 3, 3, 2, 1, 0, null]}}""");
        string experiment = _here.Experiment();
        string text = File.ReadAllText(_here.Path(experiment));
        File.WriteAllText(_here.Path(experiment),
            text.Replace("{ name: multi-object, quantities: [1, 3], held_out: [] }", "{ file: one.jsonl }", StringComparison.Ordinal));
        Ended ended = _here.Mas("run", experiment, "--output", "run", "--quiet");
        Assert.Equal(2, ended.Code);
        Assert.Contains("the sequences of one.jsonl (1) are split 70 : 15 : 15 into train, validation and test by a hash of their tokens, "
            + "and none falls to ", Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
    }

    // 3 + 9 sequences of up to two objects.
    [Fact]
    public void A_task_with_twelve_sequences_is_refused()
    {
        Ended ended = _here.Mas("run", _here.Experiment(), "task.quantities=[1, 2]", "--output", "run", "--quiet");
        Assert.Equal(2, ended.Code);
        Assert.Contains("the test set has 12 different sequences of multi-object for gru-a", ended.Error, StringComparison.Ordinal);
    }

    // 3 + 9 + 27 sequences; counts 0 … 3 in two phases.
    [Fact]
    public void Few_sequences_and_few_pairs_of_values_are_said_in_the_run()
    {
        _here.Finish(_here.Experiment("steps: 0"), "run");
        using JsonDocument record = JsonDocument.Parse(File.ReadAllText(_here.Path("run", "run.json")));
        string?[] warnings = [.. record.RootElement.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString())];
        Assert.Contains("The numbers rest on 39 different test sequences of gru-a, gru-b, fewer than 200.", warnings);
        Assert.Single(warnings, warning => warning!.StartsWith("The test interventions on full show as few as ", StringComparison.Ordinal)
            && warning.EndsWith(", fewer than 50.", StringComparison.Ordinal));
        Assert.Contains("There are fewer than 40 possible pairs of source and target values from gru-a into gru-a and in 3 other "
            + "directions (36), so that none is held out and nothing is tested on new pairs.", warnings);
        Assert.All(record.RootElement.GetProperty("directions").EnumerateArray(),
            direction => Assert.Equal(JsonValueKind.Null, direction.GetProperty("new_pairs").ValueKind));
        Assert.DoesNotContain("trial_iia_new_pairs", File.ReadAllText(_here.Path("run", "metrics.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Many_sequences_and_pairs_are_passed_over_in_silence()
    {
        _here.Finish(_here.Experiment("steps: 0, test: 400"), "run", "task.quantities=[1, 9]");
        string record = File.ReadAllText(_here.Path("run", "run.json"));
        Assert.DoesNotContain("different test sequences", record, StringComparison.Ordinal);
        Assert.DoesNotContain("different pairs", record, StringComparison.Ordinal);
        Assert.DoesNotContain("new pairs", record, StringComparison.Ordinal);
        Assert.Equal(4 * Seeds(record), File.ReadLines(_here.Path("run", "metrics.csv"))
            .Count(row => row.Contains(",trial_iia_new_pairs,", StringComparison.Ordinal)));
    }

    private static int Seeds(string record) =>
        JsonDocument.Parse(record).RootElement.GetProperty("alignment_seeds").GetArrayLength();

    public void Dispose() => _here.Dispose();
}
