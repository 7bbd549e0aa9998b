using System.Text.Json;
using Mas.Results.Files;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>A run that ends early, in whatever way, is continued to the bytes of one that did not.</summary>
public sealed class KillAndResumeTests(KillAndResumeTests.Interrupted interrupted)
    : IClassFixture<KillAndResumeTests.Interrupted>, IDisposable
{
    // From a random start, with few steps' worth of learning rate, the target is out of reach: there is time to kill.
    private const string Long =
        "start: random, batch: 8, learning_rate: 0.0001, stop: { target: 1 }, validate_every: 20, steps: 240, seeds: [1, 2]";
    private const string Checkpoint = "checkpoint/seed-1.safetensors";

    private readonly Workplace _here = new();

    /// <summary>A run that has left a checkpoint.</summary>
    public sealed class Interrupted : IDisposable
    {
        public Interrupted()
        {
            if (OperatingSystem.IsWindows())
                return;
            using Tool tool = Here.Start("run", Here.Experiment(Long), "--output", "run");
            Assert.True(tool.WaitUntil(() => tool.Said.Contains("preparing data: ", StringComparison.Ordinal)));
            tool.Signal("INT");
        }

        internal Workplace Here { get; } = new();

        public void Dispose() => Here.Dispose();
    }

    [Fact]
    public void A_run_killed_at_several_moments_continues_to_the_same_bytes()
    {
        string file = _here.Experiment(Long);
        _here.Finish(file, "whole");
        Assert.Empty(Resumed("whole"));

        Kill(file, "1", tool => tool.WaitUntil(() => File.Exists(_here.Path("killed", "run.json"))
            || File.Exists(_here.Path("killed", "experiment.yaml"))));
        Assert.True(File.Exists(_here.Path("killed", "run.json")), "without it --resume would take the folder for somebody else's");
        Kill(file, "2", tool => tool.WaitUntil(() => tool.Said.Contains("preparing data", StringComparison.Ordinal)));
        Kill(file, "2", tool => tool.WaitUntil(() => File.Exists(_here.Path("killed", Checkpoint))));
        DateTime first = File.GetLastWriteTimeUtc(_here.Path("killed", Checkpoint));
        Kill(file, "1", tool => tool.WaitUntil(() => File.GetLastWriteTimeUtc(_here.Path("killed", Checkpoint)) > first));
        Kill(file, "2", tool => tool.WaitUntil(() => tool.Said.Contains("step limit reached", StringComparison.Ordinal)));
        File.WriteAllText(_here.Path("killed", ".mas-run.json.1.partial"), "half a fi");

        _here.Done("run", file, "--output", "killed", "--threads", "1", "--quiet", "--resume");
        _here.SameResults("whole", "killed");
        Assert.InRange(Resumed("killed")["1"], 20, 240);
        Assert.Empty(Directory.EnumerateFiles(_here.Path("killed"), "*.partial", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_run_killed_in_an_analysis_continues_to_the_same_bytes()
    {
        string file = _here.Experiment("size: 4, steps: 40", more: "analyses: [random-start, leakage]");
        _here.Finish(file, "whole");
        Kill(file, "2", tool => tool.WaitUntil(() => HasCheckpoint("random-start")));
        // What is finished is not lost with an analysis that is not.
        Assert.True(File.Exists(_here.Path("killed", "alignments.safetensors")));
        Assert.NotEqual(JsonValueKind.Null, Json(File.ReadAllText(_here.Path("killed", "run.json"))).GetProperty("verdict").ValueKind);
        Kill(file, "1", tool => tool.WaitUntil(() => HasCheckpoint("null-only")));
        _here.GoOn(file, "killed");
        _here.SameResults("whole", "killed");
        string Evidence(string folder) => Json(File.ReadAllText(_here.Path(folder, "run.json"))).GetProperty("evidence").GetRawText();
        Assert.Equal(Evidence("whole"), Evidence("killed"));

        bool HasCheckpoint(string analysis) =>
            Directory.Exists(_here.Path("killed", "checkpoint"))
            && Directory.EnumerateFiles(_here.Path("killed", "checkpoint"), analysis + "*.safetensors").Any();
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("USR1", 138)]
    public void A_signal_leaves_a_checkpoint_and_its_exit_code(string signal, int code)
    {
        string file = _here.Experiment(Long.Replace("steps: 240", "steps: 60", StringComparison.Ordinal));
        _here.Finish(file, "whole");
        using Tool tool = _here.Start("run", file, "--output", "stopped", "--threads", "2", "--json");
        Assert.True(tool.WaitUntil(() => tool.Said.Contains("preparing data: ", StringComparison.Ordinal)));
        Ended ended = tool.Signal(signal);

        Assert.Equal(code, ended.Code);
        Assert.Contains("continue with --resume", ended.Error, StringComparison.Ordinal);
        Assert.Equal("interrupted", Json(ended.Output).GetProperty("status").GetString());
        Assert.True(File.Exists(_here.Path("stopped", Checkpoint)));
        Assert.True(File.Exists(_here.Path("stopped", "report.html")));
        // Of the seeds that have begun there are the curves up to here.
        Assert.Contains(File.ReadLines(_here.Path("stopped", "metrics.csv")),
            row => row.Contains(",validation,", StringComparison.Ordinal) && row.Contains(",trial_iia,", StringComparison.Ordinal));
        _here.GoOn(file, "stopped");
        _here.SameResults("whole", "stopped");
        Assert.Equal(["1", "2"], Resumed("stopped").Keys.Order());
    }

    [Fact]
    public void Network_training_that_is_interrupted_begins_again_to_the_same_bytes()
    {
        string file = _here.Experiment("steps: 0", """
              - { name: one, insist: true, train: { architecture: gru, width: 16, seed: 1, steps: 300 } }
              - { name: two, insist: true, train: { architecture: gru, width: 16, seed: 2, steps: 300 } }
            """);
        _here.Finish(file, "whole");
        Directory.Delete(_here.Path("cache"), recursive: true);
        using Tool tool = _here.Start("run", file, "--output", "stopped", "--threads", "2");
        Assert.True(tool.WaitUntil(() => File.Exists(_here.Path("stopped", "run.json"))));
        Ended ended = tool.Signal("INT");

        Assert.Equal(130, ended.Code);
        Assert.False(File.Exists(_here.Path("stopped", "metrics.csv")));
        _here.GoOn(file, "stopped");
        _here.SameResults("whole", "stopped");
    }

    [Fact]
    public void A_finished_run_is_left_as_it_is_and_another_experiment_refused()
    {
        string file = _here.Experiment("steps: 20");
        _here.Finish(file, "run");
        Dictionary<string, string> before = _here.Snapshot("run");

        Ended again = _here.Done("run", file, "--output", "run", "--resume");
        Assert.Contains("Nothing to do", again.Error, StringComparison.Ordinal);
        Ended other = _here.Mas("run", file, "--output", "run", "--resume", "alignment.steps=21");
        Assert.Equal(2, other.Code);
        Assert.Contains("steps: 20", other.Error, StringComparison.Ordinal);
        Assert.Contains("steps: 21", other.Error, StringComparison.Ordinal);
        Ended used = _here.Mas("run", file, "--output", "run");
        Assert.Equal(2, used.Code);
        Assert.Contains("already holds a run; continue it with --resume, or give another folder", used.Error, StringComparison.Ordinal);
        Assert.Equal(before, _here.Snapshot("run"));

        File.Delete(_here.Path("run", "experiment.yaml"));
        Ended unknown = _here.Mas("run", file, "--output", "run", "--resume", "alignment.steps=21");
        Assert.Equal(2, unknown.Code);
        Assert.Contains("experiment.yaml is missing, and by its hash this run was of another experiment", unknown.Error,
            StringComparison.Ordinal);
        Assert.Contains("Nothing to do", _here.Done("run", file, "--output", "run", "--resume").Error, StringComparison.Ordinal);

        File.Delete(_here.Path("run", "report.html"));
        _here.Done("run", file, "--output", "run", "--resume");
        Assert.True(File.Exists(_here.Path("run", "report.html")));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(-1, "0.parameter", "0.barameter")] // well-formed, but a tensor has another name
    [InlineData(-1, "\\\"Route\\\":0", "\\\"Route\\\":9")] // a value of a direction that the run lacks
    [InlineData(-1, "\\\"ValidatedAt\\\":0", "\\\"ValidatedAt\\\":9")]
    public void A_damaged_checkpoint_is_named_with_its_mend(int length, string found = "", string written = "")
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals");
        using var here = new Workplace(interrupted.Here);
        string path = here.Path("run", Checkpoint);
        byte[] bytes = File.ReadAllBytes(path);
        if (length > 0)
            File.WriteAllBytes(path, bytes[..length]);
        else
            File.WriteAllBytes(path, [.. System.Text.Encoding.Latin1.GetBytes(System.Text.Encoding.Latin1.GetString(bytes)
                .Replace(found, written, StringComparison.Ordinal))]);

        InputException refused = Assert.Throws<InputException>(() => here.GoOn("small.yaml", "run"));
        Assert.Equal($"{path}: this checkpoint is damaged; delete it, and --resume trains this seed again",
            Assert.Single(refused.Errors).ToString());
    }

    // Kills a run of the folder 'killed' where it is not finished before; then the moment did not come.
    private void Kill(string file, string threads, Func<Tool, bool> moment)
    {
        using Tool tool = _here.Start("run", file, "--output", "killed", "--threads", threads, "--resume");
        Assert.True(moment(tool), tool.Said);
        Assert.Equal(137, tool.Kill().Code);
    }

    private Dictionary<string, int> Resumed(string folder) => Json(File.ReadAllText(_here.Path(folder, "run.json")))
        .GetProperty("resumed_from").EnumerateObject().ToDictionary(seed => seed.Name, seed => seed.Value.GetInt32());

    private static JsonElement Json(string text)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    public void Dispose() => _here.Dispose();
}
