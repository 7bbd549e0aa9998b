using Mas.Interchange;
using Mas.Results.Records;
using Mas.Results.Statistics;

namespace Mas.Evaluation;

/// <summary>One direction of the chosen alignment on a test set. Its outcomes are independent of how it was chosen, because the test set
/// had no part in that.</summary>
/// <param name="Right">[interventions]</param>
/// <param name="Floor">[interventions] of the unchanged target; null where it was not measured.</param>
internal sealed record ChosenTest(bool[] Right, bool[]? Floor, IReadOnlyList<Intervention> Interventions)
{
    // Bounds are quantiles of a posterior that counts decide: one stream of draws is as good as any other.
    private const ulong Draws = 1;

    private readonly TestSequences _sequences = InterventionSequences.Of(Interventions);

    /// <summary>What decides in this direction; null where the floor is 1.</summary>
    /// <param name="seed">Alignment seed.</param>
    /// <param name="sharedRate">Error rate of each bound of a statement about some direction.</param>
    public ChosenResult? Result(int seed, double sharedRate) =>
        BoundsOf(Right, [ErrorRate.Single, sharedRate]) is [{ } alone, { } shared]
            ? new ChosenResult(seed, Share(Right), Corrected(alone), alone.Low, alone.High)
            {
                SharedLow = shared.Low,
                SharedHigh = shared.High,
            }
            : null;

    /// <summary>Its bounds; null where the floor is 1.</summary>
    public BoundedIia? Bounds() => Bounded(Right);

    /// <summary>A control on the same interventions, or on some of them.</summary>
    /// <param name="errorRate">Of the test whether it reaches the alignment; null of a control that decides nothing.</param>
    public ChosenControl? Beside(RouteOutcome control, double? errorRate) =>
        control.Kept is { } kept ? Only(kept).Beside(control.TrialsRight, errorRate) : Beside(control.TrialsRight, errorRate);

    private ChosenControl? Beside(bool[] control, double? errorRate)
    {
        if (Bounded(control) is not { } bounds)
            return null;
        bool? reaches = errorRate is double rate ? NullTest.Reaches(Right, Array.ConvertAll(control, one => (bool?)one), rate, _sequences)
            : null;
        return new ChosenControl(
            bounds.TrialIia, bounds.Corrected, bounds.Low, bounds.High, Share(Right) - bounds.TrialIia, reaches);
    }

    private ChosenTest Only(int[] kept) => new(
        [.. kept.Select(i => Right[i])], Floor is null ? null : [.. kept.Select(i => Floor[i])], [.. kept.Select(i => Interventions[i])]);

    private BoundedIia? Bounded(bool[] right) => BoundsOf(right, [ErrorRate.Single]) is [{ } bounds]
        ? new BoundedIia(Share(right), Corrected(bounds), bounds.Low, bounds.High) : null;

    private double? Corrected(OneSidedBounds bounds) => Floor is null ? null : bounds.Value;

    // [error rates]; none where the floor is 1
    private OneSidedBounds[] BoundsOf(bool[] right, double[] errorRates)
    {
        if (Floor is null)
            return [.. errorRates.Select(rate => OneSidedBounds.Plain(right, rate, _sequences))];
        var posterior = CorrectedPosterior.Of(right, Floor, Draws, _sequences);
        return posterior is null ? [] : [.. errorRates.Select(posterior.Bounds)];
    }

    private static double Share(bool[] right) => right.Count(one => one) / (double)right.Length;
}
