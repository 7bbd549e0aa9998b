using Mas.Comparison;
using Mas.Experiments;
using Mas.Results.Records;
using Mas.Results.Store;

namespace Mas.Runs;

/// <summary>A finished run as its folder has it, checked as far as that needs no libtorch.</summary>
/// <param name="Record">Its <c>run.json</c>.</param>
/// <param name="Experiment">Its <c>experiment.yaml</c>.</param>
/// <param name="Rows">Its <c>metrics.csv</c>, with at least one row of the test.</param>
/// <param name="Alignments">Its <c>alignments.safetensors</c>.</param>
internal sealed record StoredRun(
    RunFolder Folder, RunRecord Record, Experiment Experiment, IReadOnlyList<MetricRow> Rows, AlignmentArchive Alignments) : IDisposable
{
    /// <exception cref="InputException">It is no run's, the run has not ended, or a file is missing, damaged or of another run.</exception>
    public static StoredRun Open(string folder)
    {
        RunFolder run = RunFolder.Read(folder);
        RunRecord record = run.ReadRun();
        if (record.Status != RunStatus.Done)
            throw new InputException(
                $"the run has not finished (its status is '{record.Status}'), so that there is nothing to verify; "
                + "continue it with --resume first", run.Path(RunFolder.RunFile));
        Experiment experiment = ExperimentRunner.Read(run.Path(RunFolder.ExperimentFile));
        RequireSame(record, experiment, run.Path(RunFolder.ExperimentFile));
        IReadOnlyList<MetricRow> rows = run.ReadMetrics();
        if (!rows.Any(row => row.Split == Metrics.Test))
            throw new InputException(
                "there are no values of the test; wanted is the file that the run has written", run.Path(RunFolder.MetricsFile));
        return new StoredRun(run, record, experiment, rows, new AlignmentArchive(run.Root));
    }

    private static void RequireSame(RunRecord record, Experiment experiment, string file)
    {
        Require("name", record.Run, experiment.Name);
        Require("seed", $"{record.Seed}", $"{experiment.Seed}");
        Require("alignment.seeds", string.Join(", ", record.AlignmentSeeds), string.Join(", ", experiment.Alignment.Seeds));
        Require("networks", string.Join(", ", record.Networks.Select(network => network.Name)),
            string.Join(", ", experiment.Networks.Select(network => network.Name)));

        void Require(string key, string wanted, string found)
        {
            string message = $"this is the experiment of another run: it says {found}, and {RunFolder.RunFile} {wanted}";
            if (wanted != found)
                throw new InputException(message, file, key: key);
        }
    }

    public void Dispose() => Alignments.Dispose();
}
