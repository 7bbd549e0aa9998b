using Mas.Interchange;
using Mas.Results.Records;

namespace Mas.Evaluation;

/// <summary>A direction's result together with what it sums up, for as long as a run lasts: files keep the result only.</summary>
/// <param name="Result">Means and intervals.</param>
/// <param name="Outcomes">[seeds][interventions] whether every scored token was right.</param>
/// <param name="Interventions">What it was tested on; one list for all methods and sizes that were tested on the same.</param>
internal sealed record TestedDirection(DirectionResult Result, bool[][] Outcomes, IReadOnlyList<Intervention> Interventions)
{
    /// <summary>Whether the outcomes are pairs.</summary>
    public bool IsTestedAs(TestedDirection other) =>
        ReferenceEquals(Interventions, other.Interventions) && Result.Seeds.SequenceEqual(other.Result.Seeds);
}
