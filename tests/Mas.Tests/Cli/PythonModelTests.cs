using System.Diagnostics;
using System.Text.Json;
using Mas.Oracles.Sources;
using Mas.Tests.Networks.Bridged;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>The convolutions of docs/python-model.md beside a stored GRU, by way of the tool.</summary>
public sealed class PythonModelTests : IDisposable
{
    private const string File = "convolution.py", Folder = "causal-convolution";
    private const string Networks = """
          - { name: convolution, python: convolution.py, site: stream.4 }
          - { name: gru-a, path: networks/gru-a }
        """;

    private readonly Workplace _here = new();

    public PythonModelTests()
    {
        PythonHere.Require("torch");
        foreach (string file in (string[])["model.py", "vocabulary.json", "weights.safetensors"])
            System.IO.File.Copy(Golden.Path("foreign", Folder, file), _here.Path(file));
        Write("");
    }

    // The class of the page, and before it what is to happen besides.
    private void Write(string before) => System.IO.File.WriteAllText(_here.Path(File), before + System.IO.File.ReadAllText(
        Path.Combine(SourceTree.Root, "docs", "python-model.md")).Split("```python\n")[1].Split("```")[0]);

    [Fact]
    public void Inspect_shows_its_sites_where_code_is_allowed()
    {
        Ended ended = _here.Mas("inspect", File);
        Assert.Equal(2, ended.Code);
        Assert.Equal("mas: python: 'convolution.py' is Python code and would run with all that you may do here; read it, and give "
            + "--allow-code where you trust it", Assert.Single(ended.ErrorLines));
        string[] lines = _here.Done("inspect", File, "--allow-code").Output.Split('\n');
        Assert.Contains("vocabulary    P B E D0 D1 D2 R T", lines);
        Assert.Contains("parameters    12,152", lines);
        Assert.Contains("site          stream.5, width 24, can be read and intervened on", lines);
        JsonElement json = JsonDocument.Parse(_here.Done("inspect", File, "--allow-code", "--json").Output).RootElement;
        Assert.Equal((12152, 6), (json.GetProperty("parameters").GetInt32(), json.GetProperty("sites").GetArrayLength()));
    }

    [Fact]
    public void Init_writes_an_experiment_of_it_where_code_is_allowed()
    {
        string[] words = ["init", File, "networks/gru-a", "--task", "multi-object", "--output", "first.yaml"];
        Ended ended = _here.Mas(words);
        Assert.Equal(2, ended.Code);
        Assert.Equal("mas: python: 'convolution.py' is Python code and would run with all that you may do here; read it, and give "
            + "--allow-code where you trust it", Assert.Single(ended.ErrorLines));
        Assert.False(System.IO.File.Exists(_here.Path("first.yaml")));
        _here.Done([.. words, "--allow-code"]);
        string text = System.IO.File.ReadAllText(_here.Path("first.yaml"));
        Assert.Contains("{ name: convolution, python: \"convolution.py\", site: stream.2 }", text, StringComparison.Ordinal);
        Assert.Contains("#   mas run first.yaml --dry-run --allow-code", text, StringComparison.Ordinal);
        Assert.Equal(["stream.2", "state"], Mas.Runs.ExperimentRunner.Read(_here.Path("first.yaml")).Networks.Select(one => one.Site));
    }

    [Fact]
    public void A_run_compares_it_and_can_be_verified()
    {
        Write("print('hello from the model')\n");
        string experiment = _here.Experiment("size: 8, steps: 10", Networks);
        Ended ended = _here.Mas("run", experiment, "--output", "run", "--quiet");
        Assert.Equal(2, ended.Code);
        Assert.StartsWith(
            "mas: networks.0.python: 'convolution.py' is Python code", Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_here.Path("run")));

        ended = _here.Done("run", experiment, "--output", "run", "--quiet", "--allow-code", "--threads", "2");
        Assert.Contains("convolution: hello from the model", ended.ErrorLines);
        Assert.True(System.IO.File.Exists(_here.Path("run", "report.html")));
        JsonElement run = JsonDocument.Parse(System.IO.File.ReadAllText(_here.Path("run", "run.json"))).RootElement;
        Assert.EndsWith("--allow-code", run.GetProperty("command").GetString(), StringComparison.Ordinal);
        JsonElement network = run.GetProperty("networks")[0];
        Assert.Equal(("python", "python", 1.0), (network.GetProperty("architecture").GetString(), network.GetProperty("origin").GetString(),
            network.GetProperty("accuracy").GetDouble()));

        // One process or two, the bytes are the same.
        _here.Done("run", experiment, "--output", "again", "--quiet", "--allow-code", "--threads", "1");
        _here.SameResults("run", "again");
        Assert.Equal(2, _here.Mas("verify", "run", "--quiet").Code);
        Assert.StartsWith("small holds: ", _here.Done("verify", "run", "--quiet", "--allow-code", "--threads", "1").Output,
            StringComparison.Ordinal);
        string dry = _here.Done("run", experiment, "--dry-run", "--allow-code", "--threads", "1").Output;
        Assert.Contains("convolution: in Python, from convolution.py, site stream.4 (width 24)", dry, StringComparison.Ordinal);
        Assert.Matches("at most 10 steps per seed, .* with all of them, as a call was timed here just now", dry);
    }

    // It never ends by itself; each seed has a checkpoint once training has begun.
    private string Endless() => _here.Experiment("size: 8, seeds: [1, 2], start: random, steps: 100000, learning_rate: 0.000000001, "
        + "validate_every: 1, stop: { patience: 100000, hopeless_after: 100000 }", Networks);

    private bool HasCheckpoint => Directory.Exists(_here.Path("run", "checkpoint"))
        && Directory.EnumerateFiles(_here.Path("run", "checkpoint"), "seed-*").Any();

    [Fact]
    public void A_signal_to_Python_and_the_tool_leaves_checkpoints_whoever_hears_it_first()
    {
        Write("import os\nopen(f'pid-{os.getpid()}', 'w').close()\n");
        string experiment = Endless();
        using Tool tool = _here.Start("run", experiment, "--output", "run", "--allow-code", "--threads", "2");
        Assert.True(tool.WaitUntil(() => HasCheckpoint));
        foreach (string file in Directory.EnumerateFiles(_here.Root, "pid-*"))
            using (Process kill = Process.Start("kill", ["-s", "TERM", Path.GetFileName(file)["pid-".Length..]]))
                kill.WaitForExit();
        Ended ended = tool.Signal("TERM");
        Assert.Equal(143, ended.Code);
        Assert.Contains("continue with --resume", ended.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("started once more", ended.Error, StringComparison.Ordinal);
        Assert.True(System.IO.File.Exists(_here.Path("run", "run.json")));
    }

    [Fact]
    public void A_run_that_has_written_a_checkpoint_is_kept_when_its_model_breaks()
    {
        Write("import os\nclass Broken(Exception): pass\n");
        string path = _here.Path(File), first = "        x = at(\"stream.0\"";
        System.IO.File.WriteAllText(path, System.IO.File.ReadAllText(path).Replace(
            first, $"        if os.path.exists('break'): raise Broken()\n{first}", StringComparison.Ordinal));
        string experiment = Endless();
        using Tool tool = _here.Start("run", experiment, "--output", "run", "--allow-code", "--threads", "2");
        Assert.True(tool.WaitUntil(() => HasCheckpoint));
        System.IO.File.WriteAllText(_here.Path("break"), "");
        Ended ended = tool.Wait();
        Assert.Equal(2, ended.Code);
        Assert.Contains("Python fails here: Broken", ended.Error, StringComparison.Ordinal);
        System.IO.File.Delete(_here.Path("break"));
        using Tool again = _here.Start("run", experiment, "--output", "run", "--allow-code", "--threads", "2", "--resume");
        Assert.True(again.WaitUntil(() => again.Said.Contains("preparing data: ", StringComparison.Ordinal)));
        Assert.Matches(@"gru-a: \d+ of \d+ drawn sequences usable \(\d+ of them different\)", again.Said);
        Assert.Equal(143, again.Signal("TERM").Code);
    }

    [Fact]
    public void A_tool_that_is_killed_leaves_no_process_behind()
    {
        Write("import os, time\nopen('pid', 'w').write(str(os.getpid()))\nwhile os.path.exists('vocabulary.json'): time.sleep(1)\n");
        using Tool tool = _here.Start("inspect", File, "--allow-code");
        Assert.True(tool.WaitUntil(() => System.IO.File.Exists(_here.Path("pid")) && new FileInfo(_here.Path("pid")).Length > 0));
        using Process python = Process.GetProcessById(int.Parse(System.IO.File.ReadAllText(_here.Path("pid"))));
        tool.Kill();
        Assert.True(python.WaitForExit(10_000));
    }

    public void Dispose() => _here.Dispose();
}
