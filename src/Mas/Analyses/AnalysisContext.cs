using Mas.Comparison;
using Mas.Evaluation;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks;
using Mas.Results.Store;
using Mas.Training;
using static TorchSharp.torch;

namespace Mas.Analyses;

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
    /// <param name="analysis">For which analysis, and for which of its trainings: with the names of the cases unique in the run, and a file's name.</param>
    /// <param name="experiment">The run's experiment, changed as the analysis wants it.</param>
    /// <param name="cases">Methods and sizes; none gives none.</param>
    /// <param name="data">The networks' data; null for the run's own.</param>
    /// <param name="recordings">As of <see cref="CaseData"/>.</param>
    /// <param name="ownStart">As of <see cref="AlignmentStarts"/>.</param>
    public CaseResult[] Train(
        string analysis, Experiment experiment, IReadOnlyList<AlignmentCase> cases, RunData? data = null,
        Func<string, IReadOnlyList<Activity>>? recordings = null, Func<CaseSetup, int, int, OwnStart?>? ownStart = null)
    {
        if (cases.Count == 0)
            return [];
        var prepared = new List<CaseData>();
        try
        {
            foreach (AlignmentCase one in cases)
                prepared.Add(new CaseData(experiment, one, data ?? Data, Options.Threads, recordings));
            // One case alone would have no name of its own.
            string prefix = cases.Count == 1 ? $"{analysis}.{cases[0].Name}." : $"{analysis}.";
            return AlignmentStage.Run(experiment, data ?? Data, prepared, Folder, Options, Journal, Stop, prefix, ownStart);
        }
        finally
        {
            prepared.ForEach(one => one.Dispose());
        }
    }

    /// <summary>Tests what a seed has learned, one outcome per route of the test.</summary>
    /// <param name="own">The method and size that were learned.</param>
    /// <param name="seed">What was learned.</param>
    /// <param name="test">Interventions.</param>
    /// <param name="recordings">[networks] activity in the place of the natural one; null for that.</param>
    public RouteOutcome[] Outcomes(CaseSetup own, SeedResult seed, TestSet test, IReadOnlyList<Activity>? recordings = null)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using LearnedMaps maps = TrainedMaps.Of(Data, own, seed);
        return test.Outcomes(maps.Hard(), Options.Threads, recordings);
    }

    /// <summary>A plain sentence that the reader should know.</summary>
    public void Warn(string sentence) => Journal.Update(record => record with { Warnings = [.. record.Warnings, sentence] });

    /// <summary>The run's experiment with other alignments, which are trained without controls.</summary>
    public Experiment With(Func<AlignmentOptions, AlignmentOptions> change) => Experiment with
    {
        Alignment = change(Experiment.Alignment),
        Evaluation = Experiment.Evaluation with { Controls = [] },
    };
}
