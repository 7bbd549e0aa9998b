namespace Mas.Similarity;

/// <summary>Canonical correlation analysis: the mean of the canonical correlations, or of their squares (R²_CCA of Kornblith et al. 2019),
/// over as many as the smaller rank. Invariant to every invertible linear map of the units.</summary>
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

    public override string? Against(Representation one, Representation other) => Fills(one) ?? Fills(other);

    private protected override double Between(Fitted one, Fitted other) =>
        FittedBasis.Correlations(one, other).Average(correlation => squared ? correlation * correlation : correlation);
}
