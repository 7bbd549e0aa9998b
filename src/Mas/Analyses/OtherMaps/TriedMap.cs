using Mas.Results.Records;

namespace Mas.Analyses.OtherMaps;

/// <summary>What one further try has given.</summary>
/// <param name="Results">Directions that the alignment does not reach.</param>
/// <param name="Rows">Of <c>metrics.csv</c>.</param>
internal sealed record TriedMap(IReadOnlyList<OtherMapResult> Results, IReadOnlyList<MetricRow> Rows)
{
    /// <summary>An alignment that was trained on sources with another sample's null part; null of other tries.</summary>
    public WithoutNullResult? WithoutNull { get; init; }
}
