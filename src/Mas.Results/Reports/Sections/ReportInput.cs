using Mas.Results.Comparisons;
using Mas.Results.Store;

namespace Mas.Results.Reports.Sections;

/// <summary>What a report is made of.</summary>
/// <param name="Metrics">Its metric rows; empty where it has not come so far.</param>
internal sealed record ReportInput(RunRecord Run, IReadOnlyList<MetricRow> Metrics, string Experiment)
{
    // Not to be changed afterwards: what follows is derived from them once.
    public RunRecord Run { get; } = Run;

    public IReadOnlyList<MetricRow> Metrics { get; } = Metrics;

    /// <exception cref="InputException">A file of the folder is missing or broken.</exception>
    public static ReportInput Of(RunFolder folder) => new(
        folder.ReadRun(), folder.ReadMetrics(), folder.Exists(RunFolder.ExperimentFile) ? folder.ReadText(RunFolder.ExperimentFile) : "");

    /// <summary>Names in the order of the experiment.</summary>
    internal IReadOnlyList<string> Networks { get; } = [.. Run.Networks.Select(network => network.Name)
        .Concat(Run.Directions.SelectMany(direction => new[] { direction.Source, direction.Target }))
        .Concat(Metrics.Where(row => row.Metric == Records.Metrics.TrialIia).SelectMany(row => new[] { row.Source, row.Target }))
        .Distinct()];

    /// <summary>Networks into which training could not intervene.</summary>
    internal IReadOnlySet<string> Inaccessible { get; } = Run.Networks.Where(network => !network.Accessible).Select(network => network.Name)
        .ToHashSet();

    /// <summary>The metric rows of each group, found once: a run of many groups has many rows.</summary>
    internal ILookup<ResultGroup, MetricRow> MetricsOf { get; } = Metrics.Where(row => row.Size is not null)
        .ToLookup(row => new ResultGroup(row.Method, row.Size!.Value, row.Variable));

    internal IReadOnlyList<ResultGroup> Groups { get; } = [.. ResultGroup.Of(Run).Concat(ResultGroup.Of(Metrics)).Distinct()];
}
