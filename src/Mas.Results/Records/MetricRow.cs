namespace Mas.Results.Records;

/// <summary>One row of <c>metrics.csv</c>: one value of one metric, never pooled over seeds. The columns' order is the file's.</summary>
/// <param name="Run">The experiment's name.</param>
/// <param name="Seed">Alignment seed; null where there is none.</param>
/// <param name="Step">Training step that the value belongs to.</param>
/// <param name="Split"><c>train</c>, <c>validation</c> or <c>test</c>.</param>
/// <param name="Method">Method, such as <c>mas</c>.</param>
/// <param name="Size">Dimensions of the swapped subspace.</param>
/// <param name="Source">Source network.</param>
/// <param name="Target">Target network.</param>
/// <param name="SourceSite">Site read in the source.</param>
/// <param name="TargetSite">Site overwritten in the target.</param>
/// <param name="Variable">Exchanged variable, or <c>full</c>.</param>
/// <param name="Trained">Whether the direction carried a loss.</param>
/// <param name="Metric">A word of <see cref="Metrics"/>.</param>
/// <param name="Value">The value.</param>
internal sealed record MetricRow(
    string Run, int? Seed, int? Step, string Split, string Method, int? Size,
    string Source, string Target, string SourceSite, string TargetSite,
    string Variable, bool Trained, string Metric, double Value);
