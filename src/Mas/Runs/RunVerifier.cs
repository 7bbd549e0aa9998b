using Mas.Comparison;
using Mas.Results.Records;
using Mas.Results.Store;
using Mas.Results.Verification;
using Mas.Similarity;

namespace Mas.Runs;

/// <summary>Evaluates a finished run again, from its stored alignments and its seeds, and compares everything that follows with what the
/// run says: weights, data, every value of the test, what <c>run.json</c> concludes from them, and the files. Nothing is trained, but for
/// networks that are in no cache any more.</summary>
internal static class RunVerifier
{
    /// <exception cref="InputException">A network cannot be opened, or what is stored cannot be evaluated.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static VerificationRecord Verify(StoredRun run, RunOptions options, CancellationToken stop)
    {
        NativeTorch.Require(options.Device);
        VerificationRecord record = Begin(run, options);
        if (run.Experiment.IsOfMatrices)
            return MatrixVerification.Verify(run, record, options, stop);
        if (run.Experiment.Texts is not null)
            return TextVerification.Verify(run, record, options, stop);
        using DisposableList<OpenedNetwork> networks = [.. NetworkStage.Open(run.Experiment, options, stop)];
        string[] strangers = [.. networks.Zip(run.Record.Networks).Where(pair => pair.First.Hash != pair.Second.Hash)
            .Select(pair => Stranger(pair.First, pair.Second.Hash))];
        if (strangers.Length > 0)
            return record with { Problems = [.. record.Problems, .. strangers] };
        options.Progress(new RunProgress("preparing data", 0, 1));
        using var test = new RunTest(run, networks, options, record.IsSameMachine, stop);
        options.Progress(RunProgress.Finished("preparing data", ""));
        string wanted = run.Record.Hashes.GetValueOrDefault("data", "nothing");
        if (test.DataHash != wanted)
            return record with { Problems = [.. record.Problems, $"the data are others than the run's: {Other(test.DataHash, wanted)}."] };
        return Compare(run, test.Evaluate(record.IsSameMachine ? 0 : Tolerance.Matrix), record);
    }

    /// <summary>What can be said before anything is evaluated.</summary>
    public static VerificationRecord Begin(StoredRun run, RunOptions options)
    {
        IReadOnlyDictionary<string, string> versions = Machine.Versions();
        (IReadOnlyList<string> problems, IReadOnlyList<string> notCompared) = StoredFiles.Compare(run, versions);
        return new VerificationRecord
        {
            Run = run.Record.Run,
            Elsewhere = MachineDifferences.Of(run.Record, Machine.Describe(options.Threads, options.Device), versions),
            Problems = problems,
            NotCompared = notCompared,
        };
    }

    /// <summary>Compares what a run says with what came of evaluating it again.</summary>
    public static VerificationRecord Compare(StoredRun run, Reevaluation again, VerificationRecord begun)
    {
        bool isExact = begun.IsSameMachine;
        // A control may also be what an analysis measures of alignments of its own.
        HashSet<MetricRow> found = [.. again.Values.Select(value => value.Row with { Value = 0 })];
        MetricRow[] stored = [.. run.Rows.Where(row => found.Contains(row with { Value = 0 })
            || (isExact ? !KnownAnalyses.IsUnstored(row.Metric) : !IsOfEvidence(row.Metric)))];
        IReadOnlyList<ValueDifference> differences = ValueComparison.Of(stored, again.Values, isExact);
        int equal = ValueComparison.Equal(stored, again.Values);
        var concluded = new ConcludedAgain(run, again, isExact, isExact || equal == again.Values.Count);
        return begun with
        {
            Problems = [.. begun.Problems, .. again.Contradictions],
            NotEvaluated = run.Rows.Count - again.Values.Count,
            Values = again.Values.Count,
            Equal = equal,
            Differences = differences,
            Contradictions = RecordComparison.Of(concluded.Stored, concluded.Record, concluded.LeftAside, isExact),
            NotCompared = [.. concluded.NotCompared(run.Rows.Count - again.Values.Count), .. begun.NotCompared],
        };
    }

    private static bool IsOfEvidence(string metric) => KnownAnalyses.Leave(metric) || SimilarityMeasures.Find(metric) is not null;

    private static string Stranger(OpenedNetwork network, string wanted) =>
        $"the weights of network '{network.Name}' are others than the run's: "
        + Other(network.Hash, wanted) + network.Options.Source.OtherWeights;

    private static string Other(string hash, string wanted) => $"their SHA-256 is {hash}, and {RunFolder.RunFile} says {wanted}";
}
