using Mas.Experiments;
using Mas.Results.Store;

namespace Mas.Comparison;

/// <summary>What every stage of a run works with: it is kept in a folder, and goes on from there after a kill.</summary>
/// <param name="Experiment">What is asked for.</param>
/// <param name="Data">Networks and natural activity.</param>
/// <param name="Folder">Takes checkpoints and results.</param>
/// <param name="Options">Threads and progress.</param>
/// <param name="Journal">Told of what happens.</param>
/// <param name="Stop">Ends the run, with checkpoints.</param>
internal sealed record RunContext(
    Experiment Experiment, RunData Data, RunFolder Folder, RunOptions Options, RunJournal Journal, CancellationToken Stop)
    : ComparisonContext(Experiment, Data, Options, Stop)
{
    /// <summary>A plain sentence that the reader should know.</summary>
    public void Warn(string sentence) => Journal.Update(record => record with { Warnings = [.. record.Warnings, sentence] });

    public override SeedCheckpoint CheckpointOf(string prefix, int seed) => new(this, prefix, seed);

    public override void Stopped(IReadOnlyList<SeedRun> runs, IReadOnlyList<SeedResult?> results) =>
        Folder.WriteMetrics(Metrics.SoFar(runs, results));
}
