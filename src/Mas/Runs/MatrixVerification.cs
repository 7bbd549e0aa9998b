using Mas.Comparison;
using Mas.Experiments;
using Mas.Results.Records;
using Mas.Results.Store;
using Mas.Results.Verification;

namespace Mas.Runs;

/// <summary>Reads the matrices of a finished run again, compares them, and compares every value and conclusion with what the run
/// says.</summary>
internal static class MatrixVerification
{
    private const string Left =
        $"of {RunFolder.RunFile} command, hardware, hashes.experiment, networks.origin, peak_memory_bytes, resumed_from, seconds, started, "
        + "timings, versions";

    /// <param name="begun">What can be said without evaluating anything.</param>
    /// <exception cref="InputException">A file with matrices cannot be read any more.</exception>
    public static VerificationRecord Verify(StoredRun run, VerificationRecord begun, RunOptions options, CancellationToken stop)
    {
        Experiment experiment = run.Experiment;
        IReadOnlyList<ReadMatrices> networks = MatrixStage.Read(experiment, options);
        NetworkRecord[] described = [.. networks.Select(network => network.Describe())];
        string[] strangers = [.. networks.Zip(described, run.Record.Networks).Where(one => one.Second.Hash != one.Third.Hash).Select(one =>
            $"the matrices of '{one.First.Name}' are others than the run's: their SHA-256 is {one.Second.Hash}, and {RunFolder.RunFile} "
            + $"says {one.Third.Hash}{one.First.Options.Source.OtherWeights}")];
        if (strangers.Length > 0)
            return begun with { Problems = [.. begun.Problems, .. strangers] };
        IReadOnlyList<SimilarityValue> values = MatrixStage.Measure(networks, experiment.Evaluation.Similarity, options, stop);
        // On another machine the record decides, whose numbers may differ by rounding only.
        TestValue[] found = [.. values.Select(value => new TestValue(MatrixStage.Row(experiment.Name, value), int.MaxValue))];
        RunRecord fresh = new()
        {
            Run = experiment.Name,
            Status = RunStatus.Done,
            Started = run.Record.Started,
            Seed = experiment.Seed,
            AlignmentSeeds = [],
            Setup = RunSetup.Of(experiment),
        };
        return begun with
        {
            NotEvaluated = run.Rows.Count - found.Length,
            Values = found.Length,
            Equal = ValueComparison.Equal(run.Rows, found),
            Differences = ValueComparison.Of(run.Rows, found, begun.IsSameMachine),
            Contradictions = RecordComparison.Of(
                run.Record, MatrixRun.Concluded(fresh, experiment, networks, values), ConcludedAgain.Circumstances, begun.IsSameMachine),
            NotCompared = [Left, .. begun.NotCompared],
        };
    }
}
