using Mas.Interchange;
using Mas.Results;
using Mas.Results.Evidence;

namespace Mas.Analyses;

/// <summary>What an analysis has found.</summary>
/// <param name="Evidence">That of the run, with what it adds.</param>
/// <param name="Rows">Its rows of <c>metrics.csv</c>.</param>
internal sealed record AnalysisOutcome(EvidenceRecord Evidence, IEnumerable<MetricRow> Rows)
{
    /// <summary>A control for the run's results, whose rows go with theirs; null for none.</summary>
    public AddedControl? Control { get; init; }
}

/// <summary>A control that an analysis adds to the run's results.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Outcomes">[methods and sizes][seeds][test routes]</param>
internal sealed record AddedControl(string Name, IReadOnlyList<IReadOnlyList<IReadOnlyList<RouteOutcome>>> Outcomes);
