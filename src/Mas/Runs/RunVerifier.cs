using Mas.Comparison;
using Mas.Results.Records;
using Mas.Results.Store;
using Mas.Results.Verification;
using Mas.Similarity;

namespace Mas.Runs;

/// <summary>Evaluates a finished run again, from its stored alignments and its seeds, and compares with what the run says: its weights, its
/// data, and every value of its test. Nothing is trained, but for networks that are in no cache any more.</summary>
internal static class RunVerifier
{
    /// <exception cref="InputException">A network cannot be opened, or what is stored cannot be evaluated.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static VerificationRecord Verify(StoredRun run, RunOptions options, CancellationToken stop)
    {
        NativeTorch.Require(options.Device);
        var record = new VerificationRecord
        {
            Run = run.Record.Run,
            Elsewhere = MachineDifferences.Of(run.Record, Machine.Describe(options.Threads, options.Device), Machine.Versions()),
        };
        using DisposableList<OpenedNetwork> networks = [.. NetworkStage.Open(run.Experiment, options, stop)];
        string[] strangers = [.. networks.Zip(run.Record.Networks).Where(pair => pair.First.Hash != pair.Second.Hash)
            .Select(pair => Stranger(pair.First, pair.Second.Hash))];
        return strangers.Length > 0 ? record with { Problems = strangers } : Compare(run, networks, options, record, stop);
    }

    private static VerificationRecord Compare(
        StoredRun run, IReadOnlyList<OpenedNetwork> networks, RunOptions options, VerificationRecord record, CancellationToken stop)
    {
        options.Progress(new RunProgress("preparing data", 0, 1));
        using var test = new RunTest(run, networks, options.Threads);
        options.Progress(RunProgress.Finished("preparing data", ""));
        string wanted = run.Record.Hashes.GetValueOrDefault("data", "nothing");
        if (test.DataHash != wanted)
            return record with { Problems = [$"the data are others than the run's: {Other(test.DataHash, wanted)}."] };
        (IReadOnlyList<TestValue> values, IReadOnlyList<string> contradictions) =
            test.Evaluate(options, record.IsSameMachine ? 0 : Tolerance.Matrix, stop);
        // What comes of analyses and similarity measures is left aside.
        MetricRow[] stored = [.. run.Tested.Where(row => !KnownAnalyses.Leave(row.Metric) && SimilarityMeasures.Find(row.Metric) is null)];
        return record with
        {
            Problems = contradictions,
            NotEvaluated = run.Tested.Count - stored.Length,
            Values = values.Count,
            Equal = ValueComparison.Equal(stored, values),
            Differences = ValueComparison.Of(stored, values, record.IsSameMachine),
        };
    }

    private static string Stranger(OpenedNetwork network, string wanted) =>
        $"the weights of network '{network.Name}' are others than the run's: "
        + Other(network.Hash, wanted) + network.Options.Source.OtherWeights;

    private static string Other(string hash, string wanted) => $"their SHA-256 is {hash}, and {RunFolder.RunFile} says {wanted}";
}
