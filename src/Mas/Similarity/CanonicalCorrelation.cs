namespace Mas.Similarity;

/// <summary>Canonical correlation analysis: the mean of the canonical correlations, or of their squares (R²_CCA of Kornblith et al. 2019),
/// over as many as the smaller rank. Invariant to every invertible linear map of the units. With n ≤ d all are 1.</summary>
/// <param name="squared">The mean of the squares.</param>
/// <param name="centred">Units are centred; the published demonstration leaves that out.</param>
internal sealed class CanonicalCorrelation(bool squared = false, bool centred = true) : SimilarityMeasure
{
    public override string Name => "cca" + (centred ? "" : "-uncentred") + (squared ? "-mean-squared" : "");

    public override Fitted Fit(Representation representation)
    {
        if (centred)
            return FittedBasis.Of(Name, representation);
        using var basis = new SingularBasis(representation.Latents);
        return new FittedBasis(Name, basis.Left.alias(), representation.Latents.alias());
    }

    public override string? Caveat(int samples, int width, int otherWidth) => Degeneration(Name, samples, width, otherWidth);

    /// <summary>Both spans fill the same n − 1 dimensions as soon as one has that many units.</summary>
    internal static string? Degeneration(string measure, int samples, int width, int otherWidth) =>
        samples > Math.Max(width, otherWidth) ? null
        : $"{measure} says nothing with {samples} samples and {Math.Max(width, otherWidth)} units: with no more samples than units any two "
            + "representations fit each other perfectly; take more samples, or svcca.";

    private protected override double Between(Fitted one, Fitted other) =>
        FittedBasis.Correlations(one, other).Average(correlation => squared ? correlation * correlation : correlation);
}
