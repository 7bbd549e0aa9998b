using Mas.Comparison;
using Mas.Experiments;
using Mas.Results.Records;
using Mas.Results.Reports;
using Mas.Results.Store;
using Mas.Runs;
using Mas.Tests.Cli;
using Xunit;

namespace Mas.Tests.Runs;

/// <summary>A run whose folder is taken away while it goes on fails in one sentence, or leaves a complete folder; never a half one that
/// looks complete.</summary>
public sealed class VanishingFolderTests : IDisposable
{
    private static readonly string[] s_complete =
        ["experiment.yaml", "run.json", "metrics.csv", "metrics.parquet", "alignments.safetensors"];

    private readonly Workplace _here = new();

    private string Folder => _here.Path("runs", "run");

    public static TheoryData<string, string> StagesAndWays()
    {
        var data = new TheoryData<string, string>();
        foreach (string stage in (string[])["preparing data", "aligning, seed 1", "aligning, seed 2", "null space", "cycles"])
            data.Add(stage, "deleted");
        foreach (string way in (string[])["deleted with its parent", "renamed", "replaced by a file", "replaced by a folder"])
            data.Add("aligning, seed 2", way);
        return data;
    }

    [Theory]
    [MemberData(nameof(StagesAndWays))]
    public void A_run_whose_folder_vanishes_fails_in_one_sentence_and_leaves_nothing_there(string stage, string way)
    {
        Action vanish = way switch
        {
            "deleted" => () => Directory.Delete(Folder, recursive: true),
            "renamed" => () => Directory.Move(Folder, _here.Path("moved")),
            "deleted with its parent" => () => Directory.Delete(_here.Path("runs"), recursive: true),
            "replaced by a file" => () =>
            {
                Directory.Delete(Folder, recursive: true);
                File.WriteAllText(Folder, "a file");
            }
            ,
            _ => () =>
            {
                Directory.Move(Folder, _here.Path("moved"));
                Directory.CreateDirectory(Folder);
                File.WriteAllText(Path.Combine(Folder, ".lock"), "");
            }
            ,
        };
        RunFolderException error = Assert.Throws<RunFolderException>(() => Run(stage, vanish));
        Assert.StartsWith(
            $"the run folder {Folder} is no longer the one that this run has begun, ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
        if (Directory.Exists(Folder))
            Assert.Equal([Path.Combine(Folder, ".lock")], Directory.EnumerateFileSystemEntries(Folder));
        if (Directory.Exists(_here.Path("moved")))
            Assert.Equal(RunStatus.Running, RunFolder.Read(_here.Path("moved")).ReadRun().Status);
    }

    [Theory]
    [InlineData("aligning, seed 1")]
    [InlineData("cycles")]
    public void A_run_whose_files_are_taken_away_has_them_all_in_the_end(string stage)
    {
        RunRecord run = Run(stage, () =>
        {
            foreach (string entry in Directory.GetFileSystemEntries(Folder).Where(entry => Path.GetFileName(entry) != ".lock"))
                if (File.Exists(entry))
                    File.Delete(entry);
                else
                    Directory.Delete(entry, recursive: true);
        });
        Assert.Equal(RunStatus.Done, run.Status);
        Assert.All(s_complete, file => Assert.True(File.Exists(Path.Combine(Folder, file)), file));
        Assert.Equal(RunJson.Bytes(run), File.ReadAllBytes(Path.Combine(Folder, "run.json")));
        using StoredRun stored = StoredRun.Open(Folder);
        Assert.Empty(StoredFiles.Compare(stored, run.Versions).Problems);
    }

    [Fact]
    public void A_renamed_run_goes_on_where_it_is_now()
    {
        Assert.Throws<RunFolderException>(() => Run("aligning, seed 2", () => Directory.Move(Folder, _here.Path("runs", "moved"))));
        using RunFolder folder = RunFolder.Open(_here.Path("runs", "moved"), resume: true);
        Assert.Equal(RunStatus.Done,
            ExperimentRunner.Run(Experiment(), folder, Options(_ => { }), TestContext.Current.CancellationToken).Status);
    }

    [Fact]
    public void A_stop_without_a_folder_is_a_failure_too()
    {
        using var stop = new CancellationTokenSource();
        Assert.Throws<RunFolderException>(() => Run("aligning, seed 1", () =>
        {
            Directory.Delete(Folder, recursive: true);
            stop.Cancel();
        }, stop.Token));
    }

    [Fact]
    public void A_report_is_not_drawn_into_a_folder_that_has_gone()
    {
        using RunFolder folder = RunFolder.Open(Folder, resume: false);
        ExperimentRunner.Run(Experiment(), folder, Options(_ => { }), TestContext.Current.CancellationToken);
        Directory.Delete(Folder, recursive: true);
        Assert.Throws<RunFolderException>(() => HtmlReport.Write(folder));
        Assert.False(Directory.Exists(Folder));
    }

    private RunRecord Run(string stage, Action vanish, CancellationToken? stop = null)
    {
        int begun = 0;
        using RunFolder folder = RunFolder.Open(Folder, resume: false);
        try
        {
            return ExperimentRunner.Run(Experiment(), folder, Options(progress =>
            {
                if (progress.Job == stage && Interlocked.Increment(ref begun) == 1)
                    vanish();
            }), stop ?? TestContext.Current.CancellationToken);
        }
        finally
        {
            Assert.NotEqual(0, begun);
        }
    }

    private Experiment Experiment() => ExperimentRunner.Read(_here.Path(_here.Experiment(
        "seeds: [1, 2], start: random, steps: 4, validate_every: 2", name: "run", more: "analyses: [null-space, cycles]")));

    private static RunOptions Options(Action<RunProgress> progress) => new() { Threads = 1, Command = "test", Progress = progress };

    public void Dispose() => _here.Dispose();
}
