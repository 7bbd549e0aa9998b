using System.Text.Json.Nodes;
using Mas.Analyses;
using Mas.Comparison;
using Mas.Experiments;
using Mas.Results.Records;
using Mas.Results.Store;
using Mas.Results.Verification;
using Mas.Runs;
using Mas.Tests.Cli;
using Xunit;

namespace Mas.Tests.Runs;

/// <summary>Small experiments on the stored GRUs, run in this process.</summary>
internal sealed class Study : IDisposable
{
    private readonly Workplace _here = new();

    /// <summary>Analyses that an experiment can ask for.</summary>
    public IReadOnlyList<AnalysisDescription> Known { get; init; } = KnownAnalyses.All;

    /// <summary>Runs an experiment; its folder is <paramref name="name"/>.</summary>
    /// <param name="alignment">Keys of the alignment, beside steps, sizes and numbers of interventions that take a second.</param>
    /// <param name="networks">Lines of the list; null for gru-a and gru-b.</param>
    /// <param name="name">Of the run.</param>
    /// <param name="overrides">As on the command line.</param>
    public RunRecord Run(string alignment, string? networks = null, string name = "run", params string[] overrides)
    {
        if (!alignment.Contains("steps:", StringComparison.Ordinal))
            alignment = alignment.Length == 0 ? "steps: 5" : alignment + ", steps: 5";
        Experiment experiment = ExperimentRunner.Read(_here.Path(_here.Experiment(alignment, networks, name)), Known, overrides);
        using RunFolder folder = RunFolder.Open(_here.Path("runs", name), resume: false);
        return ExperimentRunner.Run(experiment, folder, new RunOptions { Threads = 2, Command = "test", CacheFolder = Cache }, Known,
            TestContext.Current.CancellationToken);
    }

    /// <summary>Evaluates a run again.</summary>
    public VerificationRecord Verify(string name = "run", int threads = 2)
    {
        using StoredRun run = StoredRun.Open(_here.Path("runs", name));
        return RunVerifier.Verify(run, new RunOptions { Threads = threads, Command = "test", CacheFolder = Cache },
            TestContext.Current.CancellationToken);
    }

    /// <summary>What was found of a run that holds to the last bit.</summary>
    public void Holds(VerificationRecord record, string name = "run")
    {
        Assert.True(record.Holds, VerificationText.Of(record));
        Assert.True(record.IsSameMachine);
        IReadOnlyList<MetricRow> rows = RunFolder.Read(_here.Path("runs", name)).ReadMetrics();
        Assert.Equal((rows.Count - record.NotEvaluated, rows.Count - record.NotEvaluated), (record.Values, record.Equal));
        Assert.InRange(record.NotEvaluated, 0, rows.Count(row => row.Split != Metrics.Test)); // the test is whole
    }

    /// <summary>A finished run, to be disposed of by the caller.</summary>
    public StoredRun Open(string name = "run") => StoredRun.Open(_here.Path("runs", name));

    /// <summary>Folder of the networks that are trained.</summary>
    public string Cache => _here.Path("cache");

    /// <summary>Path of a network's weights.</summary>
    public string Weights(string network) => _here.Path("networks", network, "model.safetensors");

    /// <summary>Path of a file of a run.</summary>
    public string File(string run, string file) => _here.Path("runs", run, file);

    public void Copy(string golden) => _here.Copy(golden);

    /// <summary>Changes what run.json of the run says.</summary>
    public void EditRun(Action<JsonNode> change) => Edit("run.json", text =>
    {
        JsonNode run = JsonNode.Parse(text)!;
        change(run);
        return run.ToJsonString();
    });

    /// <summary>Changes a file of the run.</summary>
    public void Edit(string file, Func<string, string> change)
    {
        string path = File("run", file), before = System.IO.File.ReadAllText(path), after = change(before);
        Assert.NotEqual(before, after);
        System.IO.File.WriteAllText(path, after);
    }

    public void Dispose() => _here.Dispose();
}
