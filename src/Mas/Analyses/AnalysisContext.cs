using Mas.Comparison;
using Mas.Evaluation;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks;
using Mas.Results.Records;

namespace Mas.Analyses;

/// <summary>What an analysis works with.</summary>
/// <param name="Run">Where there are analyses, all of its natural activity is kept.</param>
/// <param name="Results">The run's methods and sizes.</param>
/// <param name="Evidence">What is known so far, to which the analysis adds its own.</param>
/// <param name="Shared">What other analyses may have worked out.</param>
internal sealed record AnalysisContext(
    ComparisonContext Run, IReadOnlyList<CaseResult> Results, EvidenceRecord Evidence, SharedFindings Shared) : IDisposable
{
    /// <summary>Trainings of its own, which end with it.</summary>
    public FurtherTraining Training { get; } = new(Run);

    public Experiment Experiment => Run.Experiment;

    public RunData Data => Run.Data;

    public RunMetrics Metrics => Run.Metrics;

    public void Warn(string sentence) => Run.Warn(sentence);

    /// <summary>Ends here where the run is to stop.</summary>
    public void ThrowIfStopped() => Run.Stop.ThrowIfCancellationRequested();

    /// <summary>The run's experiment with other alignments, which are trained without controls.</summary>
    public Experiment With(Func<AlignmentOptions, AlignmentOptions> change) => FurtherTraining.With(Experiment, change);

    /// <summary>Tests what a seed has learned, one outcome per route of the test.</summary>
    /// <param name="recordings">[networks] activity in the place of the natural one; null for that.</param>
    public RouteOutcome[] Outcomes(SeedResult seed, TestSet test, IReadOnlyList<Activity>? recordings = null)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return test.Outcomes(seed.Learned.Maps.Hard(), Run.Options.Threads, recordings);
    }

    /// <summary>A row of <c>metrics.csv</c> for a direction; without a seed where the value is of all of them.</summary>
    public MetricRow Found(CaseResult result, Route route, SeedResult? seed, string metric, double value) =>
        Metrics.Found(result.Data.Setup, route, seed?.Evaluation.Seed, seed?.Evaluation.Step, metric, value);

    /// <summary>Rows of <c>metrics.csv</c>: trial IIA of every seed in every tested direction.</summary>
    public IEnumerable<MetricRow> TrialRows(CaseResult result, string metric) =>
        from seed in result.Seeds
        from tested in result.Data.Test.Routes.Zip(seed.Evaluation.Outcomes)
        select Found(result, tested.First, seed, metric, tested.Second.TrialIia);

    public void Dispose() => Training.Dispose();
}
