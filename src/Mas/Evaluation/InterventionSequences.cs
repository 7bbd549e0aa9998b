using Mas.Interchange;
using Mas.Results.Statistics;

namespace Mas.Evaluation;

/// <summary>Which natural sequences interventions are made of, for bounds that know that some share one.</summary>
internal static class InterventionSequences
{
    /// <param name="interventions">Of one direction.</param>
    public static TestSequences Of(IReadOnlyList<Intervention> interventions) => new(
        [.. interventions.Select(one => one.Donors.Select(donor => donor.Sequence).ToArray())],
        [.. interventions.Select(one => one.TargetSequence)]);
}
