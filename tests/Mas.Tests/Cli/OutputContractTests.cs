using System.Text;
using System.Text.Json;
using Mas.Tensors.Safetensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Cli;

/// <summary>What scripts and other people's tools depend on.</summary>
public sealed class OutputContractTests : IDisposable
{
    private static readonly string[] s_metrics =
    [
        "trial_iia", "token_iia", "loss", "accuracy", "usable", "no-swap", "identity",
        "random-orthogonal", "shuffled", "full-exchange", "replay", "output-only", "null-exchanged",
    ];

    private readonly Workplace _here = new();

    [Fact]
    public void The_bytes_of_a_run_depend_on_neither_folder_nor_threads_and_hold_no_place_or_time()
    {
        string file = _here.Experiment("steps: 20, seeds: [1, 2]", more: Workplace.DefaultControls);
        Ended loud = _here.Done("run", file, "--output", "one", "--threads", "1");
        _here.Mas("run", file, "--output", "deeper/two", "--threads", "3", "--quiet");
        _here.SameResults("one", "deeper/two");
        foreach (string result in Workplace.Results)
        {
            string text = Encoding.Latin1.GetString(File.ReadAllBytes(_here.Path("one", result)));
            Assert.DoesNotContain(_here.Root, text, StringComparison.Ordinal);
            Assert.DoesNotContain(DateTime.Now.Year + "-", text, StringComparison.Ordinal);
        }
        Assert.Contains("preparing data", loud.Error, StringComparison.Ordinal);
        Assert.Matches(@"(?s)^direction .*\nverdict: (none|different|inconclusive|partly|interchangeable|equivalent|same)(, in full)?"
            + @"( \([^)]+\))?\n.*\nReport: .*one/report\.html\n$", loud.Output);
        Metrics();
        Alignments();
    }

    [Fact]
    public void The_json_object_has_the_keys_of_the_contract_and_quiet_says_nothing()
    {
        string file = _here.Experiment("steps: 0");
        Ended ended = _here.Done("run", file, "--json", "--quiet");
        Assert.Empty(ended.Error);
        JsonElement result = JsonDocument.Parse(ended.Output).RootElement;
        Assert.Equal(["run", "status", "verdict", "scope", "seconds", "peak_memory_bytes", "directions", "algorithms"],
            result.EnumerateObject().Select(entry => entry.Name));
        Assert.Equal("done", result.GetProperty("status").GetString());
        Assert.All(result.GetProperty("directions").EnumerateArray(), direction => Assert.Equal(
            ["source", "target", "variable", "method", "size", "trained", "trial_iia", "token_iia", "interval", "chosen",
                "reached", "no_swap", "seeds", "samples"],
            direction.EnumerateObject().Select(entry => entry.Name)));
        Assert.Equal(4, result.GetProperty("directions").GetArrayLength());
        Assert.All((string[])["experiment.yaml", "run.json", "metrics.csv", "metrics.parquet", "alignments.safetensors", "report.html",
            "checkpoint/seed-1.safetensors"],
            name => Assert.True(File.Exists(_here.Path("runs", "small", name)), name));
        // The resolved copy is an experiment that gives the same results where it stands.
        _here.Finish("runs/small/experiment.yaml", "again");
        _here.SameResults("runs/small", "again");
    }

    [Fact]
    public void A_dry_run_writes_nothing()
    {
        string file = _here.Experiment("steps: 50");
        string[] before = [.. Directory.EnumerateFileSystemEntries(_here.Root).Order()];
        Ended ended = _here.Done("run", file, "--dry-run");
        Assert.Contains("4 directions trained", ended.Output, StringComparison.Ordinal);
        Assert.Empty(ended.Error);
        Assert.Equal(before, Directory.EnumerateFileSystemEntries(_here.Root).Order());
        Assert.Equal(2, _here.Mas("run", file, "--dry-run", "alignment.size=400").Code);
    }

    [Fact]
    public void Help_calls_the_tool_by_its_name()
    {
        Assert.Contains("\n  mas [command] [options]\n", _here.Done("--help").Output, StringComparison.Ordinal);
        Assert.Contains("\n  mas run <EXPERIMENT> [<key=value>...] [options]\n", _here.Done("run", "--help").Output,
            StringComparison.Ordinal);
    }

    private void Metrics()
    {
        string[][] rows = [.. File.ReadLines(_here.Path("one", "metrics.csv")).Select(line => line.Split(','))];
        Assert.Equal("run,seed,step,split,method,size,source,target,source_site,target_site,variable,trained,metric,value",
            string.Join(',', rows[0]));
        Assert.All(rows[1..], row => Assert.Contains(row[3], (string[])["train", "validation", "test"]));
        Assert.Equal(s_metrics.Order(StringComparer.Ordinal), rows[1..].Select(row => row[12]).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(8, rows.Count(row => row[3] == "test" && row[12] == "trial_iia"));
        // A network's own rows have no seed; every other test row but the floor's has one.
        Assert.All(rows[1..].Where(row => row[12] is "accuracy" or "usable"),
            row => Assert.Equal(("", "", row[6]), (row[1], row[2], row[7])));
        Assert.All(rows[1..].Where(row => row[12] is "trial_iia" or "identity" or "shuffled"), row => Assert.NotEqual("", row[1]));
    }

    private void Alignments()
    {
        using var scope = NewDisposeScope();
        using SafetensorsFile file = SafetensorsFile.Open(_here.Path("one", "alignments.safetensors"));
        Assert.Equal(("mas", "16", "1,2", "gru-a,gru-b", "full"),
            (file.Metadata["method"], file.Metadata["size"], file.Metadata["seeds"], file.Metadata["networks"], file.Metadata["variable"]));
        Assert.Contains("factor = matrix[:, :size]", file.Metadata["use"], StringComparison.Ordinal);
        Assert.Equal(16, file.Entries.Count);
        foreach (string name in (string[])["seed-1.gru-a", "seed-1.gru-b", "seed-2.gru-a", "seed-2.gru-b"])
        {
            Tensor matrix = file.ReadFloating(name + ".matrix"), factor = file.ReadFloating(name + ".factor");
            Golden.Close(matrix.mm(matrix.t()), eye(128), 1e-4);
            Golden.Close(factor, matrix.narrow(1, 0, 16), 1e-5);
        }
    }

    public void Dispose() => _here.Dispose();
}
