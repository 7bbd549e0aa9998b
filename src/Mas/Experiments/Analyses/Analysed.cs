using Mas.Results;
using Mas.Results.Evidence;

namespace Mas.Experiments.Analyses;

/// <summary>What is known after an analysis.</summary>
/// <param name="Results">The run's methods and sizes; controls stand beside what they control.</param>
/// <param name="Evidence">What the analyses have found so far.</param>
/// <param name="Rows">Their rows of <c>metrics.csv</c>, but for controls, which have theirs with the results.</param>
internal sealed record Analysed(IReadOnlyList<CaseResult> Results, EvidenceRecord Evidence, IReadOnlyList<MetricRow> Rows)
{
    /// <summary>The same methods and sizes from a random start, where they were trained so.</summary>
    public IReadOnlyList<CaseResult> RandomStarts { get; init; } = [];

    /// <summary>The same with rows added.</summary>
    public Analysed With(EvidenceRecord evidence, IEnumerable<MetricRow> rows) => this with { Evidence = evidence, Rows = [.. Rows, .. rows] };
}
