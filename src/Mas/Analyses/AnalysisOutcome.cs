using Mas.Interchange;
using Mas.Results.Records;

namespace Mas.Analyses;

/// <summary>What an analysis has found.</summary>
/// <param name="evidence">That of the run, with what it adds.</param>
/// <param name="rows">Its rows of <c>metrics.csv</c>.</param>
internal sealed class AnalysisOutcome(EvidenceRecord evidence, IEnumerable<MetricRow> rows)
{
    /// <summary>That of the run, with what the analysis adds.</summary>
    public EvidenceRecord Evidence => evidence;

    /// <summary>Its rows of <c>metrics.csv</c>, made while there is what they are made from.</summary>
    public IReadOnlyList<MetricRow> Rows { get; } = [.. rows];

    /// <summary>A control for the run's results, whose rows go with theirs; null for none.</summary>
    public AddedControl? Control { get; init; }
}

/// <summary>A control that an analysis adds to the run's results.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Outcomes">[methods and sizes][seeds][test routes]</param>
internal sealed record AddedControl(string Name, IReadOnlyList<IReadOnlyList<IReadOnlyList<RouteOutcome>>> Outcomes);
