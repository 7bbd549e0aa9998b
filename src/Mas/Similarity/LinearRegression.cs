namespace Mas.Similarity;

/// <summary>R² of the least-squares prediction of the second representation from the first, with intercept, on the samples that it was
/// fitted on: 1 − residual / total sum of squares over all units. Has a direction. Invariant to invertible linear maps of the first, to
/// orthogonal maps and isotropic scaling of the second. Rises with the width of the first.</summary>
internal sealed class LinearRegression : SimilarityMeasure
{
    public override string Name => "regression-r2";

    public override bool IsSymmetric => false;

    public override Fitted Fit(Representation representation) => FittedBasis.Of(Name, representation);

    public override string? Against(Representation one, Representation other) => Fills(one);

    // What a projection on the first's span leaves of the second: |UᵀY|² of |Y|².
    private protected override double Between(Fitted one, Fitted other)
    {
        (FittedBasis first, FittedBasis second) = ((FittedBasis)one, (FittedBasis)other);
        Tensor explained = first.Basis.t().mm(second.Latents); // [rank, d′]
        return (explained * explained).sum().item<double>() / (second.Latents * second.Latents).sum().item<double>();
    }
}
