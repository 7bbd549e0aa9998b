namespace Mas.Results.Tables;

/// <summary>The one order of metric rows: method, size, seed, split (train, validation, test), direction, variable, step, metric. It
/// depends on the rows alone, not on which thread finished first.</summary>
internal static class MetricOrder
{
    private static readonly string[] Splits = [Metrics.Train, Metrics.Validation, Metrics.Test];

    public static IReadOnlyList<MetricRow> Sort(IEnumerable<MetricRow> rows) => [.. rows
        .OrderBy(row => row.Run, StringComparer.Ordinal)
        .ThenBy(row => row.Method, StringComparer.Ordinal)
        .ThenBy(row => row.Size)
        .ThenBy(row => row.Seed)
        .ThenBy(row => Array.IndexOf(Splits, row.Split))
        .ThenBy(row => row.Source, StringComparer.Ordinal)
        .ThenBy(row => row.Target, StringComparer.Ordinal)
        .ThenBy(row => row.SourceSite, StringComparer.Ordinal)
        .ThenBy(row => row.TargetSite, StringComparer.Ordinal)
        .ThenBy(row => row.Variable, StringComparer.Ordinal)
        .ThenBy(row => row.Trained)
        .ThenBy(row => row.Step)
        .ThenBy(row => row.Metric, StringComparer.Ordinal)
        .ThenBy(row => row.Value)];
}
