namespace Mas.Results.Records;

/// <summary>Trial IIA of one alignment with the bounds that verdicts use: each one-sided at 5 % (method.md section 9).</summary>
/// <param name="TrialIia">Share of test interventions with every scored token right.</param>
/// <param name="Corrected">The same corrected for chance, (IIA − floor)/(1 − floor); null where no floor was measured.</param>
/// <param name="Low">Lower bound of the corrected value; without a floor, of the plain one.</param>
/// <param name="High">Upper bound of the same.</param>
public record BoundedIia(double TrialIia, double? Corrected, double Low, double High)
{
    /// <summary>What the bounds are of.</summary>
    internal double Value => Corrected ?? TrialIia;
}

/// <summary>What decides in one direction: the alignment of the seed whose worst direction is best on validation, with its bounds on the
/// test set. A bad restart of an optimiser is no evidence that no alignment exists.</summary>
/// <param name="Seed">Alignment seed, one for all directions of a method and size.</param>
/// <param name="TrialIia">As of <see cref="BoundedIia"/>, as are the others.</param>
/// <param name="Corrected">As of <see cref="BoundedIia"/>.</param>
/// <param name="Low">As of <see cref="BoundedIia"/>.</param>
/// <param name="High">As of <see cref="BoundedIia"/>.</param>
public sealed record ChosenResult(int Seed, double TrialIia, double? Corrected, double Low, double High)
    : BoundedIia(TrialIia, Corrected, Low, High)
{
    /// <summary>Lower bound at an error rate that all directions between networks share: for statements about some direction.</summary>
    public required double SharedLow { get; init; }

    /// <summary>Upper bound at that error rate.</summary>
    public required double SharedHigh { get; init; }
}
