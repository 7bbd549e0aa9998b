using Mas.Interchange;
using Mas.Results.Records;
using Mas.Results.Statistics;

namespace Mas.Evaluation;

/// <summary>One direction of the chosen alignment on the test set. Its outcomes are independent of how it was chosen, because the test set
/// had no part in that.</summary>
/// <param name="Right">[interventions]</param>
/// <param name="Floor">[interventions] of the unchanged target; null where it was not measured.</param>
internal sealed record ChosenTest(bool[] Right, bool[]? Floor, IReadOnlyList<Intervention> Interventions)
{
    // Bounds are posterior quantiles of counts: one stream of draws is as good as any other.
    private const ulong Draws = 1;

    /// <summary>Its bounds; null where the floor is 1.</summary>
    public BoundedIia? Result() => Bounded(Right, Floor, [.. Enumerable.Range(0, Right.Length)]);

    /// <summary>The same on pairs of values that training never showed; null where there are none.</summary>
    public BoundedIia? NewPairs()
    {
        int[] kept = [.. Enumerable.Range(0, Right.Length).Where(i => Interventions[i].NewPair)];
        return kept.Length == 0 ? null : Bounded(Right, Floor, kept);
    }

    /// <summary>A control on the same interventions.</summary>
    /// <param name="control">[interventions]</param>
    /// <param name="errorRate">Of the test whether it reaches the alignment; null of a control that decides nothing.</param>
    public ChosenControl? Beside(bool[] control, double? errorRate)
    {
        if (Bounded(control, Floor, [.. Enumerable.Range(0, control.Length)]) is not { } bounds)
            return null;
        bool? reaches = errorRate is double rate
            ? NullTest.Reaches(Right, [.. control.Select(one => (bool?)one)], rate, SequencesOf(Interventions)) : null;
        double difference = (Right.Count(one => one) - control.Count(one => one)) / (double)Right.Length;
        return new ChosenControl(bounds.TrialIia, bounds.Corrected, bounds.Low, bounds.High, difference, reaches);
    }

    private BoundedIia? Bounded(bool[] right, bool[]? floor, int[] kept)
    {
        bool[] chosen = [.. kept.Select(i => right[i])];
        TestSequences sequences = SequencesOf(Interventions).Only(kept);
        OneSidedBounds? bounds = floor is null ? OneSidedBounds.Plain(chosen, sequences: sequences)
            : OneSidedBounds.Corrected(chosen, [.. kept.Select(i => floor[i])], Draws, sequences: sequences);
        double share = chosen.Count(one => one) / (double)chosen.Length;
        return bounds is null ? null : new BoundedIia(share, floor is null ? null : bounds.Value, bounds.Low, bounds.High);
    }

    /// <summary>Which natural sequences interventions are made of.</summary>
    private static TestSequences SequencesOf(IReadOnlyList<Intervention> interventions) => new(
        [.. interventions.Select(one => one.Donors.Select(donor => donor.Sequence).ToArray())],
        [.. interventions.Select(one => one.TargetSequence)]);
}
