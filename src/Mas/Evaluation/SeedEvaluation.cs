using Mas.Interchange;

namespace Mas.Evaluation;

/// <summary>What one alignment seed reached on the test set.</summary>
/// <param name="Seed">The alignment seed.</param>
/// <param name="Step">Step of the kept checkpoint.</param>
/// <param name="Outcomes">One per test route.</param>
/// <param name="Controls">By the control's name, one outcome per test route; null where it would be no control.</param>
internal sealed record SeedEvaluation(
    int Seed, int Step, IReadOnlyList<RouteOutcome> Outcomes, IReadOnlyDictionary<string, IReadOnlyList<RouteOutcome?>> Controls)
{
    /// <summary>The same with one more control.</summary>
    public SeedEvaluation With(string control, IReadOnlyList<RouteOutcome?> outcomes) => this with { Controls = Controls.Append(new(control, outcomes)).ToDictionary() };
}
