using Mas.Comparison;
using Mas.Experiments;
using Mas.Results.Records;
using Mas.Results.Store;
using Mas.Results.Verdicts;

namespace Mas.Runs;

/// <summary>A run whose networks are matrices of dissimilarities: they are read and compared, and nothing is aligned or
/// exchanged.</summary>
internal static class MatrixRun
{
    /// <summary>Ends with a run folder that is complete, with an archive without alignments.</summary>
    /// <exception cref="InputException">A file with matrices is wrong.</exception>
    public static void Run(Experiment experiment, RunFolder folder, RunOptions options, RunJournal journal, CancellationToken stop)
    {
        IReadOnlyList<ReadMatrices> networks = MatrixStage.Read(experiment, options);
        journal.Finish("networks");
        IReadOnlyList<SimilarityValue> values =
            MatrixStage.Measure(networks, experiment.Evaluation.Similarity, options, stop);
        folder.WriteMetrics(values.Select(value => MatrixStage.Row(experiment.Name, value)));
        folder.Write(AlignmentArchive.FileName, AlignmentArchive.WriteEmpty);
        journal.Update(record => Concluded(record, experiment, networks, values) with
        {
            Hashes = new Dictionary<string, string>(record.Hashes)
            {
                [RunFolder.MetricsFile] = folder.Hash(RunFolder.MetricsFile),
                [AlignmentArchive.FileName] = folder.Hash(AlignmentArchive.FileName),
            },
        });
        journal.Finish("similarity");
        folder.Require([RunFolder.MetricsFile, RunFolder.MetricsParquetFile, AlignmentArchive.FileName]);
        journal.End(RunStatus.Done, null);
    }

    /// <summary>A record with all that follows from the matrices.</summary>
    public static RunRecord Concluded(
        RunRecord begun, Experiment experiment, IReadOnlyList<ReadMatrices> networks, IReadOnlyList<SimilarityValue> values) =>
        begun with
        {
            Networks = [.. networks.Select(network => network.Describe())],
            Evidence = new EvidenceRecord { Similarity = values },
            Warnings = MatrixStage.Warnings(values),
            Verdict = Verdict.OfMatrices(experiment.Verdict.Same, experiment.Verdict.Different),
        };
}
