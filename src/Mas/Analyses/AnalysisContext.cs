using Mas.Comparison;
using Mas.Evaluation;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks;
using Mas.Results.Records;

namespace Mas.Analyses;

/// <summary>What an analysis works with.</summary>
/// <param name="run">The run; where there are analyses, all of its natural activity is kept.</param>
/// <param name="results">Its methods and sizes.</param>
/// <param name="evidence">What is known so far.</param>
/// <param name="shared">What other analyses may have worked out.</param>
internal sealed class AnalysisContext(RunContext run, IReadOnlyList<CaseResult> results, EvidenceRecord evidence, SharedFindings shared) : IDisposable
{
    /// <summary>The run's methods and sizes.</summary>
    public IReadOnlyList<CaseResult> Results => results;

    /// <summary>What is known so far, to which the analysis adds its own.</summary>
    public EvidenceRecord Evidence => evidence;

    /// <summary>What other analyses may have worked out.</summary>
    public SharedFindings Shared => shared;

    /// <summary>Trainings of its own, which end with it.</summary>
    public FurtherTraining Training { get; } = new(run);

    /// <summary>The run.</summary>
    public RunContext Run => run;

    /// <summary>What was done.</summary>
    public Experiment Experiment => run.Experiment;

    /// <summary>Networks and natural activity.</summary>
    public RunData Data => run.Data;

    /// <summary>Makes rows of <c>metrics.csv</c>.</summary>
    public RunMetrics Metrics => run.Metrics;

    /// <summary>A plain sentence that the reader should know.</summary>
    public void Warn(string sentence) => run.Warn(sentence);

    /// <summary>Ends here where the run is to stop.</summary>
    public void ThrowIfStopped() => run.Stop.ThrowIfCancellationRequested();

    /// <summary>The run's experiment with other alignments, which are trained without controls.</summary>
    public Experiment With(Func<AlignmentOptions, AlignmentOptions> change) => FurtherTraining.With(run.Experiment, change);

    /// <summary>Tests what a seed has learned, one outcome per route of the test.</summary>
    /// <param name="seed">What was learned.</param>
    /// <param name="test">Interventions.</param>
    /// <param name="recordings">[networks] activity in the place of the natural one; null for that.</param>
    public RouteOutcome[] Outcomes(SeedResult seed, TestSet test, IReadOnlyList<Activity>? recordings = null)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return test.Outcomes(seed.Learned.Maps.Hard(), run.Options.Threads, recordings);
    }

    public void Dispose() => Training.Dispose();
}
