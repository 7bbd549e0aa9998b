using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>A finished run is evaluated again, by way of the tool.</summary>
public sealed class VerifyTests(VerifyTests.Run finished) : IClassFixture<VerifyTests.Run>, IDisposable
{
    private readonly Workplace _here = new(finished.Here);

    /// <summary>A finished run of the tool, of which every test has a copy.</summary>
    public sealed class Run : IDisposable
    {
        public Run() => Here.Done("run", Here.Experiment("start: random, steps: 10, validate_every: 5"), "--output", "run", "--quiet");

        internal Workplace Here { get; } = new();

        public void Dispose() => Here.Dispose();
    }

    [Fact]
    public void The_command_verify_says_that_a_run_holds_also_with_its_exit_code()
    {
        Dictionary<string, string> before = _here.Snapshot("run");
        Ended ended = _here.Done("verify", "run", "--quiet");
        Assert.Matches(@"^small holds: all \d+ values that were evaluated again came out equal to the last bit, and run\.json says what "
            + @"they give\.\nNot compared: of run\.json command, .*\.\nNot compared: \d+ rows of metrics\.csv: training, validation at "
            + @"steps that were not kept\.\n$", ended.Output);
        Assert.Empty(ended.Error);
        ended = _here.Done("verify", "run", "--json", "--threads", "1");
        JsonElement result = JsonDocument.Parse(ended.Output).RootElement;
        Assert.True(result.GetProperty("holds").GetBoolean() && result.GetProperty("same_machine").GetBoolean());
        Assert.Equal(result.GetProperty("values").GetInt32(), result.GetProperty("equal").GetInt32());
        Assert.Contains("evaluating", ended.Error, StringComparison.Ordinal);
        Assert.Equal(before, _here.Snapshot("run"));
    }

    [Fact]
    public void A_changed_matrix_or_network_is_a_failed_verification()
    {
        SafetensorsEdit.Set(_here.Path("run", "alignments.safetensors"), "seed-1.gru-b.base", 3, 0.25f);
        Ended ended = _here.Mas("verify", "run", "--quiet");
        Assert.Equal(1, ended.Code);
        Assert.Contains("\ngru-a→gru-b (mas, size 16, full, seed 1): ", ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\ngru-a→gru-a ", ended.Output, StringComparison.Ordinal);
        Assert.Matches(@"\nsmall does not hold: \d+ of the \d+ values that were evaluated again are others, on the machine and with the "
            + @"versions of the run, where every bit must be the same\.\n", ended.Output);

        SafetensorsEdit.Set(_here.Path("networks", "gru-a", "model.safetensors"), "head.3.bias", 0, 1);
        ended = _here.Mas("verify", "run", "--quiet", "--json");
        Assert.Equal(1, ended.Code);
        JsonElement result = JsonDocument.Parse(ended.Output).RootElement;
        Assert.StartsWith("the weights of network 'gru-a' are others than the run's: ",
            result.GetProperty("problems").EnumerateArray().Last().GetString(), StringComparison.Ordinal);
        Assert.Equal(0, result.GetProperty("values").GetInt32());
    }

    // As in a run.json that was found in use: every direction set to 1 by hand, and the verdict to same.
    [Fact]
    public void A_forged_verdict_does_not_hold_even_with_a_report_of_its_own()
    {
        string file = _here.Path("run", "run.json");
        JsonNode run = JsonNode.Parse(File.ReadAllText(file))!;
        foreach (JsonNode? direction in run["directions"]!.AsArray())
            foreach (string key in (string[])["trial_iia", "corrected"])
            {
                direction![key] = 1.0;
                direction["interval"] = new JsonObject { ["low"] = 0.99, ["high"] = 1.0 };
                direction["corrected_interval"] = direction["interval"]!.DeepClone();
            }
        run["verdict"]!["word"] = "same";
        run["verdict"]!["reasons"] = new JsonArray("The networks do the same thing in the same way.");
        File.WriteAllText(file, run.ToJsonString());
        _here.Done("report", "run");
        Ended ended = _here.Mas("verify", "run", "--quiet");
        Assert.Equal(1, ended.Code);
        Assert.Contains("run.json: directions.1.trial_iia (gru-b→gru-a) is ", ended.Output, StringComparison.Ordinal);
        Assert.Matches(@"\nsmall does not hold: the \d+ values that were evaluated again came out as they stand, but run\.json does not "
            + @"say what they give\.\n", ended.Output);
        ended = _here.Mas("verify", "run", "--quiet", "--json");
        JsonElement result = JsonDocument.Parse(ended.Output).RootElement;
        Assert.Contains("verdict.word",
            result.GetProperty("contradictions").EnumerateArray().Select(one => one.GetProperty("key").GetString()));
        Assert.NotEmpty(result.GetProperty("not_compared").EnumerateArray());
    }

    [Fact]
    public void A_run_that_was_resumed_holds()
    {
        string file = _here.Experiment("start: random, steps: 20, validate_every: 5, stop: { target: 1 }");
        _here.Finish(file, "stopped");
        File.Delete(_here.Path("stopped", "report.html"));
        string record = _here.Path("stopped", "run.json");
        File.WriteAllText(record, File.ReadAllText(record).Replace("\"done\"", "\"interrupted\"", StringComparison.Ordinal));
        _here.Done("run", file, "--output", "stopped", "--quiet", "--resume", "--threads", "1");
        Assert.Contains("\"resumed_from\": {\n    \"1\": 20\n  }", File.ReadAllText(record), StringComparison.Ordinal);
        _here.Done("verify", "stopped", "--quiet");
    }

    [Fact]
    public void A_network_that_is_trained_again_is_told_while_it_goes_on()
    {
        string file = _here.Experiment("steps: 0",
            "  - { name: one, insist: true, train: { architecture: gru, width: 16, steps: 0 } }\n  - { name: two, path: networks/gru-b }");
        _here.Finish(file, "trained");
        Assert.Contains("training one: ", _here.Done("verify", "trained", "--cache", "second").Error, StringComparison.Ordinal);
        Assert.True(Directory.Exists(_here.Path("second")));
    }

    [Theory]
    [InlineData("HERE/networks: this is no run folder: it has no run.json; give a folder that 'mas run' has written", "networks")]
    [InlineData("--threads 0 is not possible; give a whole number from 1 to 1024", "networks", "--threads", "0")]
    public void The_command_verify_tells_wrong_input_in_one_sentence(string sentence, params string[] arguments)
    {
        Ended ended = _here.Mas(["verify", .. arguments, "--json"]);
        Assert.Equal(2, ended.Code);
        Assert.Equal("mas: " + sentence.Replace("HERE", _here.Root, StringComparison.Ordinal), Assert.Single(ended.ErrorLines));
        Assert.StartsWith("""{"error":{"message":""", ended.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_has_gone_is_wrong_input()
    {
        Directory.Delete(_here.Path("networks", "gru-b"), recursive: true);
        Ended ended = _here.Mas("verify", "run", "--quiet");
        Assert.Equal(2, ended.Code);
        Assert.EndsWith("networks.1.path: there is no such network folder; it should hold config.json and model.safetensors",
            Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
    }

    public void Dispose() => _here.Dispose();
}
