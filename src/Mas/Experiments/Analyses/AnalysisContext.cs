using Mas.Results.Store;

namespace Mas.Experiments.Analyses;

/// <summary>What an analysis works with.</summary>
/// <param name="Experiment">What was done.</param>
/// <param name="Data">Networks and natural activity; where there are analyses, all of it is kept.</param>
/// <param name="Folder">Takes checkpoints of what an analysis trains.</param>
/// <param name="Options">Threads and progress.</param>
/// <param name="Journal">Told of what is resumed.</param>
/// <param name="Stop">Ends it, with checkpoints.</param>
internal sealed record AnalysisContext(Experiment Experiment, RunData Data, RunFolder Folder, RunOptions Options, RunJournal Journal, CancellationToken Stop)
{
    /// <summary>Makes rows of <c>metrics.csv</c>.</summary>
    public RunMetrics Metrics => new(Experiment, Data);

    /// <summary>Trains and tests further alignments, checkpointed like those of the run.</summary>
    /// <param name="analysis">For which analysis, and for which of its trainings: unique in the run, and a file's name.</param>
    /// <param name="experiment">The run's experiment, changed as the analysis wants it.</param>
    /// <param name="data">The networks' data.</param>
    /// <param name="cases">Methods and sizes.</param>
    /// <param name="ownStart">As of <see cref="AlignmentStarts"/>.</param>
    public CaseResult[] Train(string analysis, Experiment experiment, RunData data, IReadOnlyList<CaseData> cases, Func<CaseSetup, int, int, OwnStart?>? ownStart = null) =>
        AlignmentStage.Run(experiment, data, cases, Folder, Options, Journal, Stop, analysis + ".", ownStart);

    /// <summary>The same on the run's own data.</summary>
    public CaseResult[] Train(string analysis, Experiment experiment, IReadOnlyList<CaseData> cases, Func<CaseSetup, int, int, OwnStart?>? ownStart = null) =>
        Train(analysis, experiment, Data, cases, ownStart);

    /// <summary>The run's experiment with other alignments, which are trained without controls.</summary>
    public Experiment With(Func<AlignmentOptions, AlignmentOptions> change) => Experiment with
    {
        Alignment = change(Experiment.Alignment),
        Evaluation = Experiment.Evaluation with { Controls = [] },
    };
}
