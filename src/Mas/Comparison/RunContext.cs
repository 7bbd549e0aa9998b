using Mas.Experiments;
using Mas.Results.Store;

namespace Mas.Comparison;

/// <summary>What every stage of a run works with.</summary>
/// <param name="Experiment">What is asked for.</param>
/// <param name="Data">Networks and natural activity.</param>
/// <param name="Folder">Takes checkpoints and results.</param>
/// <param name="Options">Threads and progress.</param>
/// <param name="Journal">Told of what happens.</param>
/// <param name="Stop">Ends the run, with checkpoints.</param>
internal sealed record RunContext(Experiment Experiment, RunData Data, RunFolder Folder, RunOptions Options, RunJournal Journal, CancellationToken Stop)
{
    /// <summary>Makes rows of <c>metrics.csv</c>.</summary>
    public RunMetrics Metrics => new(Experiment, Data);

    /// <summary>A plain sentence that the reader should know.</summary>
    public void Warn(string sentence) => Journal.Update(record => record with { Warnings = [.. record.Warnings, sentence] });
}
