using System.Text.Json;
using Mas.Tests.Cli;
using Xunit;

namespace Mas.Tests.Sweeps;

/// <summary>A sweep by way of the tool: what is run, what is told, and what a kill leaves.</summary>
public sealed class SweepRunTests : IDisposable
{
    private const string Long = "start: random, batch: 8, learning_rate: 0.0001, stop: { target: 1 }, validate_every: 20, steps: 120";

    private readonly Workplace _here = new();

    [Fact]
    public void A_sweep_gives_the_bytes_of_single_runs_and_tells_what_fails()
    {
        Plan("steps: 20", "axes: { alignment.size: [2, 4], seed: [1, 2] }");
        string gone = _here.Path("s", "cells", "size=2_seed=2");
        Directory.Delete(gone, recursive: true);
        File.AppendAllText(_here.Path("s", "cells", "size=4_seed=2", "experiment.yaml"), "# mine\n");
        Ended ended = _here.Mas("sweep", "run", "s", "--json");
        Assert.Equal(1, ended.Code);
        Assert.Contains("size=2_seed=2 failed: its experiment.yaml has gone; plan the sweep again", ended.Error, StringComparison.Ordinal);
        Assert.Contains("size=4_seed=2 failed: its experiment.yaml was changed after it was planned", ended.Error,
            StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(ended.Output);
        Assert.Equal((4, 2, 0), (Of(json, "cells"), Of(json, "done"), Of(json, "running")));

        foreach (string cell in (string[])["size=2_seed=1", "size=4_seed=1"])
        {
            _here.Finish($"s/cells/{cell}/experiment.yaml", "alone-" + cell);
            _here.SameResults("alone-" + cell, $"s/cells/{cell}/run");
        }
        // What has gone comes back with a plan, and what is finished is not run again.
        DateTime written = File.GetLastWriteTimeUtc(_here.Path("s", "cells", "size=2_seed=1", "run", "run.json"));
        _here.Done("sweep", "plan", "sweep.yaml", "--output", "s", "--again");
        _here.Done("sweep", "run", "s", "--quiet");
        Assert.Equal(written, File.GetLastWriteTimeUtc(_here.Path("s", "cells", "size=2_seed=1", "run", "run.json")));
        Assert.Contains("4 cells: 4 done", _here.Done("sweep", "status", "s").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("KILL")]
    [InlineData("INT")]
    public void A_sweep_that_is_stopped_goes_on_to_the_same_bytes(string signal)
    {
        Plan(Long, "axes: { seed: [1, 2, 3] }");
        using (Tool tool = _here.Start("sweep", "run", "s", "--processes", "2", "--quiet"))
        {
            Assert.True(tool.WaitUntil(() => HasCheckpoint(1) || HasCheckpoint(2) || HasCheckpoint(3)));
            Ended ended = signal == "KILL" ? tool.Kill() : tool.Signal(signal);
            Assert.Equal(signal == "KILL" ? 137 : 130, ended.Code);
        }
        string status = _here.Done("sweep", "status", "s").Output;
        Assert.Contains(signal == "KILL" ? "lost: the process died" : "waiting", status, StringComparison.Ordinal);
        _here.Done("sweep", "run", "s", "--processes", "3", "--quiet");
        for (int seed = 1; seed <= 3; seed++)
        {
            _here.Finish($"s/cells/seed={seed}/experiment.yaml", $"alone-{seed}");
            _here.SameResults($"alone-{seed}", $"s/cells/seed={seed}/run");
        }
    }

    [Fact]
    public void Two_sweeps_in_one_folder_share_the_cells()
    {
        Plan("steps: 20", "axes: { seed: [1, 2, 3, 4, 5, 6] }");
        using Tool one = _here.Start("sweep", "run", "s", "--processes", "1", "--quiet");
        using Tool other = _here.Start("sweep", "run", "s", "--processes", "1", "--quiet");
        Assert.Equal((0, 0), (one.Wait().Code, other.Wait().Code));
        Assert.All(Enumerable.Range(1, 6), seed => Assert.Equal(["1"],
            Directory.EnumerateDirectories(_here.Path("s", "cells", $"seed={seed}", "claims")).Select(Path.GetFileName)));
        string[] owners = [.. Enumerable.Range(1, 6).Select(seed =>
            File.ReadAllText(_here.Path("s", "cells", $"seed={seed}", "claims", "1", "owner.json"))).Select(text =>
            JsonDocument.Parse(text).RootElement.GetProperty("Process").ToString()).Distinct()];
        Assert.Equal(2, owners.Length);
    }

    [Fact]
    public void A_network_that_cells_share_is_trained_once()
    {
        Plan("steps: 5", "axes: { seed: [1, 2] }", """
              - { name: gru-1, insist: true, train: { architecture: gru, width: 16, seed: 1, steps: 20 } }
              - { name: gru-a, path: networks/gru-a }
            """);
        // It learns nothing in so few steps, which every cell says by itself.
        Assert.Contains("the test set has", _here.Mas("sweep", "run", "s", "--quiet").Output, StringComparison.Ordinal);
        string network = Assert.Single(Directory.EnumerateDirectories(_here.Path("s", "networks")));
        string end = Path.Combine(network, "claims", "1", "end.json");
        Assert.Contains("done", File.ReadAllText(end), StringComparison.Ordinal);
        string stored = Directory.EnumerateFiles(_here.Path("cache"), "model.safetensors", SearchOption.AllDirectories).Single();
        Assert.All((int[])[1, 2], seed => Assert.True(File.GetLastWriteTimeUtc(stored)
            < File.GetLastWriteTimeUtc(_here.Path("s", "cells", $"seed={seed}", "claims", "1", "owner.json"))));
    }

    [Theory]
    [InlineData("sweep status nowhere", "there is no such folder; give one that 'mas sweep plan' has written")]
    [InlineData("sweep run networks", "this folder has no cells.csv; give one that 'mas sweep plan' has written")]
    [InlineData("sweep plan sweep.yaml", "there is no such file")]
    public void A_wrong_folder_or_file_is_told(string words, string part)
    {
        Ended ended = _here.Mas(words.Split(' '));
        Assert.Equal(2, ended.Code);
        Assert.Contains(part, ended.Error, StringComparison.Ordinal);
    }

    private void Plan(string alignment, string axes, string? networks = null)
    {
        _here.Experiment(alignment, networks);
        File.WriteAllText(_here.Path("sweep.yaml"), "base: small.yaml\n" + axes);
        _here.Done("sweep", "plan", "sweep.yaml", "--output", "s");
    }

    private bool HasCheckpoint(int seed) => Directory.Exists(_here.Path("s", "cells", $"seed={seed}", "run", "checkpoint"));

    private static int Of(JsonDocument json, string key) => json.RootElement.GetProperty(key).GetInt32();

    public void Dispose() => _here.Dispose();
}
