using Mas.Comparison;
using Mas.Results.Records;

namespace Mas.Analyses;

/// <summary>A run with what its analyses have found.</summary>
/// <param name="Results">The run's methods and sizes, with the controls that were added.</param>
/// <param name="Evidence">Of all.</param>
/// <param name="Rows">Their rows of <c>metrics.csv</c>, but for controls, which have theirs with the results.</param>
internal sealed record Analysed(IReadOnlyList<CaseResult> Results, EvidenceRecord Evidence, IReadOnlyList<MetricRow> Rows)
{
    /// <summary>The same after one more analysis.</summary>
    public Analysed With(AnalysisOutcome outcome) => new(
        outcome.Control is { } control ? [.. Results.Zip(control.Outcomes, (result, seeds) => result.With(control.Name, seeds))] : Results,
        outcome.Evidence, [.. Rows, .. outcome.Rows]);
}
