using Mas.Results.Records;

namespace Mas.Results.Verification;

/// <summary>A value of the test, with what it is a share of.</summary>
/// <param name="Row">As it stands in <c>metrics.csv</c>.</param>
/// <param name="Samples">Interventions, or of a network's own values sequences, that were looked at.</param>
public sealed record TestValue(MetricRow Row, int Samples);
