using System.Text.Json;
using Mas.Results.Records;
using Mas.Results.Store;
using Mas.Results.Sweeps;
using Mas.Tests.Cli;
using Xunit;

namespace Mas.Tests.Sweeps;

/// <summary>Merging by way of the tool.</summary>
public sealed class SweepMergeTests : IDisposable
{
    private readonly Workplace _here = new();

    public SweepMergeTests()
    {
        SweepTable table = new(["alignment.size"], [new("a", ["2"], 1, 1), new("b", ["4"], 1, 1), new("c", ["8"], 1, 1)]);
        foreach (PlannedCell cell in table.Cells)
        {
            Directory.CreateDirectory(Job(cell.Name).Root);
            File.WriteAllText(Job(cell.Name).Experiment, "name: any\n");
        }
        File.WriteAllText(_here.Path("s", SweepFolder.CellsFile), table.Text());
    }

    [Fact]
    public void One_line_says_what_was_merged_and_a_script_gets_an_object()
    {
        Finish("a");
        Finish("b");
        File.WriteAllText(Path.Combine(Job("b").Run, RunFolder.MetricsFile), "no table\n");
        Ended ended = _here.Done("sweep", "merge", "s", "--quiet");
        Assert.Equal("merged 1 of 3 cells: 1 waits, 1 finished but left out; merged.parquet, merged.csv, report.html",
            ended.Output.TrimEnd());
        Assert.StartsWith("left out: cells/b/run/metrics.csv:1: the first line must be", Assert.Single(ended.ErrorLines),
            StringComparison.Ordinal);
        Assert.Equal(2, File.ReadAllLines(_here.Path("s", "merged.csv")).Length);
        Assert.All((string[])["merged.parquet", "report.html"], file => Assert.True(File.Exists(_here.Path("s", file))));

        using JsonDocument json = JsonDocument.Parse(_here.Done("sweep", "merge", "s", "--json", "--quiet").Output);
        int Of(string name) => json.RootElement.GetProperty(name).GetInt32();
        Assert.Equal((3, 1, 1, 2, 1), (Of("cells"), Of("merged"), Of("rows"), Of("done"), Of("waiting")));
        Assert.Equal("b", Assert.Single(json.RootElement.GetProperty("left_out").EnumerateArray()).GetProperty("cell").GetString());
    }

    [Fact]
    public void Without_a_finished_cell_it_fails_with_one_sentence()
    {
        Ended ended = _here.Mas("sweep", "merge", "s", "--json");
        Assert.Equal(1, ended.Code);
        Assert.Equal(
            "mas: of 3 cells none can be merged: 3 wait; run the sweep first, with 'mas sweep run'", Assert.Single(ended.ErrorLines));
        Assert.Contains("none can be merged", ended.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_here.Path("s", "merged.csv")));
    }

    [Fact]
    public void What_is_no_sweep_is_wrong_input() => Assert.Equal(2, _here.Mas("sweep", "merge", "networks").Code);

    public void Dispose() => _here.Dispose();

    private JobFolder Job(string cell) => new SweepFolder(_here.Path("s")).Cell(cell);

    private void Finish(string cell)
    {
        using (RunFolder folder = RunFolder.Open(Job(cell).Run, resume: false))
        {
            folder.WriteMetrics([new("any", 1, null, Metrics.Test, "mas", 2, "x", "y", "", "", "full", true, Metrics.TrialIia, 0.5)]);
            folder.WriteRun(new() { Run = "any", Status = RunStatus.Done, Started = default, Seed = 1, AlignmentSeeds = [1] });
        }
        Directory.CreateDirectory(Path.Combine(Job(cell).Root, JobFolder.ClaimsName));
        using HeldClaim held = Job(cell).Claims.TryTake(null)!;
        held.End(new ClaimEnd(ClaimEnd.Done));
    }
}
