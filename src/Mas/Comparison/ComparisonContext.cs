using Mas.Experiments;

namespace Mas.Comparison;

/// <summary>What every stage of a comparison works with: in memory, with nothing kept.</summary>
/// <param name="Experiment">What is asked for.</param>
/// <param name="Data">Networks and natural activity.</param>
/// <param name="Options">Threads and progress.</param>
/// <param name="Stop">Ends it.</param>
internal record ComparisonContext(Experiment Experiment, RunData Data, RunOptions Options, CancellationToken Stop)
{
    /// <summary>Makes rows of <c>metrics.csv</c>.</summary>
    public RunMetrics Metrics => new(Experiment, Data);

    /// <summary>Where a seed's training is kept as it goes; null for nowhere.</summary>
    /// <param name="prefix">What the seed's names begin with.</param>
    /// <param name="seed">The alignment seed.</param>
    public virtual SeedCheckpoint? CheckpointOf(string prefix, int seed) => null;

    /// <summary>Called where the run is stopped, once every seed has ended.</summary>
    public virtual void Stopped(IReadOnlyList<SeedRun> runs, IReadOnlyList<SeedResult?> results)
    {
    }
}
