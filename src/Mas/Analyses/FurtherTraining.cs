using Mas.Comparison;
using Mas.Experiments;
using Mas.Networks;

namespace Mas.Analyses;

/// <summary>Alignments that analyses train beside those of the run, checkpointed like them. Its holder owns what was learned.</summary>
internal sealed class FurtherTraining(ComparisonContext run) : IDisposable
{
    private readonly List<CaseResult> _trained = [];

    /// <summary>Trains and tests.</summary>
    /// <param name="name">For which analysis, and for which of its trainings: with the names of the cases unique in the run, and a file's
    /// name.</param>
    /// <param name="data">The networks' data; null for the run's own.</param>
    /// <param name="recordings">As of <see cref="CaseData"/>.</param>
    /// <param name="ownStart">As of <see cref="AlignmentStarts"/>.</param>
    public CaseResult[] Run(
        string name, Experiment experiment, IReadOnlyList<AlignmentCase> cases, RunData? data = null,
        Func<string, IReadOnlyList<Activity>>? recordings = null, Func<CaseSetup, int, int, OwnStart?>? ownStart = null)
    {
        if (cases.Count == 0)
            return [];
        ComparisonContext changed = run with { Experiment = experiment, Data = data ?? run.Data };
        var prepared = new List<CaseData>();
        try
        {
            foreach (AlignmentCase one in cases)
                prepared.Add(new CaseData(changed, one, recordings));
            // One case alone would have no name of its own.
            string prefix = cases.Count == 1 ? $"{name}.{cases[0].Name}." : $"{name}.";
            CaseResult[] trained = AlignmentStage.Run(changed, prepared, prefix, ownStart);
            _trained.AddRange(trained);
            return trained;
        }
        finally
        {
            prepared.ForEach(one => one.Dispose());
        }
    }

    /// <summary>The run's experiment with other alignments, which are trained without controls.</summary>
    public static Experiment With(Experiment experiment, Func<AlignmentOptions, AlignmentOptions> change) =>
        experiment with { Alignment = change(experiment.Alignment), Evaluation = experiment.Evaluation with { Controls = [] } };

    public void Dispose() => _trained.ForEach(result => result.Dispose());
}
