using Mas.Experiments;
using Mas.Results.Store;

namespace Mas.Comparison;

/// <summary>What every stage of a comparison works with: in memory, with nothing kept.</summary>
internal record ComparisonContext(Experiment Experiment, RunData Data, RunOptions Options, CancellationToken Stop)
{
    /// <summary>Makes rows of <c>metrics.csv</c>.</summary>
    public RunMetrics Metrics => new(Experiment, Data);

    /// <summary>Plain sentences that the reader should know, as far as they are said.</summary>
    public virtual IReadOnlyList<string> Warnings => [];

    /// <summary>Says one more of them, where anybody reads them.</summary>
    public virtual void Warn(string sentence)
    {
    }

    /// <summary>Where a seed's training is kept as it goes; null for nowhere.</summary>
    /// <param name="prefix">What the seed's names begin with.</param>
    public virtual SeedCheckpoint? CheckpointOf(string prefix, int seed) => null;

    /// <summary>Called where the run is stopped, once every seed has ended.</summary>
    public virtual void Stopped(IReadOnlyList<SeedRun> runs, IReadOnlyList<SeedResult?> results)
    {
    }
}

/// <summary>The same of a run that is kept in a folder, and goes on from there after a kill.</summary>
/// <param name="Stop">Ends the run, with checkpoints.</param>
internal sealed record RunContext(
    Experiment Experiment, RunData Data, RunFolder Folder, RunOptions Options, RunJournal Journal, CancellationToken Stop)
    : ComparisonContext(Experiment, Data, Options, Stop)
{
    public override IReadOnlyList<string> Warnings => Journal.Record.Warnings;

    public override void Warn(string sentence) => Journal.Update(record => record with { Warnings = [.. record.Warnings, sentence] });

    public override SeedCheckpoint CheckpointOf(string prefix, int seed) => new(
        Folder, Journal, Journal.Fingerprint([.. Data.Networks.Select(network => network.Hash)]), prefix, seed);

    public override void Stopped(IReadOnlyList<SeedRun> runs, IReadOnlyList<SeedResult?> results) =>
        Folder.WriteMetrics(Metrics.SoFar(runs, results));
}
