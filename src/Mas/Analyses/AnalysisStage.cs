using Mas.Comparison;
using Mas.Interchange;
using Mas.Results.Records;

namespace Mas.Analyses;

/// <summary>Runs the analyses that an experiment asks for. One that cannot be done is told in a warning, and the others go on.</summary>
internal static class AnalysisStage
{
    public static Analysed Run(ComparisonContext run, IReadOnlyList<AnalysisDescription> analyses, Analysed begun)
    {
        using var shared = new SharedFindings(run, begun.Results);
        Analysed known = begun;
        foreach (AnalysisDescription analysis in analyses)
        {
            run.Stop.ThrowIfCancellationRequested();
            using var context = new AnalysisContext(run, begun.Results, known.Evidence, shared);
            try
            {
                known = known.With(analysis.Run(context));
            }
            catch (Exception error) when (error is RunFailedException or InputException)
            {
                run.Warn($"The analysis {analysis.Word} could not be done: {error.Message}.");
            }
        }
        return known;
    }
}

/// <summary>What an analysis has found.</summary>
internal sealed class AnalysisOutcome(EvidenceRecord evidence, IEnumerable<MetricRow> rows)
{
    public EvidenceRecord Evidence => evidence;

    /// <summary>Its rows of <c>metrics.csv</c>, made while there is what they are made from.</summary>
    public IReadOnlyList<MetricRow> Rows { get; } = [.. rows];

    /// <summary>A control for the run's results, whose rows go with theirs; null for none.</summary>
    public AddedControl? Control { get; init; }
}

/// <summary>A control that an analysis adds to the run's results.</summary>
/// <param name="Outcomes">[methods and sizes][seeds][test routes]; null where it is none.</param>
internal sealed record AddedControl(string Name, IReadOnlyList<IReadOnlyList<IReadOnlyList<RouteOutcome?>>> Outcomes);

/// <summary>A run with what its analyses have found.</summary>
/// <param name="Results">The run's methods and sizes, with the controls that were added.</param>
/// <param name="Evidence">Of all analyses.</param>
/// <param name="Rows">Their rows of <c>metrics.csv</c>, but for controls, which have theirs with the results.</param>
internal sealed record Analysed(IReadOnlyList<CaseResult> Results, EvidenceRecord Evidence, IReadOnlyList<MetricRow> Rows)
{
    public Analysed With(AnalysisOutcome outcome) => new(
        outcome.Control is { } control ? [.. Results.Zip(control.Outcomes, (result, seeds) => result.With(control.Name, seeds))] : Results,
        outcome.Evidence, [.. Rows, .. outcome.Rows]);
}
