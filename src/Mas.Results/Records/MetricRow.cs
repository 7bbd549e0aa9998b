namespace Mas.Results.Records;

/// <summary>One row of <c>metrics.csv</c>: one value of one metric, never pooled over seeds. The columns' order is the file's.</summary>
/// <param name="Seed">Alignment seed; null where there is none.</param>
/// <param name="Split"><c>train</c>, <c>validation</c> or <c>test</c>.</param>
/// <param name="Method">Method, such as <c>mas</c>.</param>
/// <param name="Metric">A word of <see cref="Metrics"/>.</param>
internal sealed record MetricRow(
    string Run, int? Seed, int? Step, string Split, string Method, int? Size,
    string Source, string Target, string SourceSite, string TargetSite,
    string Variable, bool Trained, string Metric, double Value);
