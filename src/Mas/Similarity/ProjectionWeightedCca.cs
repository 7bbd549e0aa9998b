namespace Mas.Similarity;

/// <summary>PWCCA (Morcos et al. 2018): the mean canonical correlation weighted by how much of the first representation its canonical
/// direction hᵢ of unit length carries, Σⱼ |hᵢ·xⱼ| over the units xⱼ. Has a direction: the weights are the first's.</summary>
internal sealed class ProjectionWeightedCca : SimilarityMeasure
{
    public override string Name => "pwcca";

    public override bool IsSymmetric => false;

    public override Fitted Fit(Representation representation) => FittedBasis.Of(Name, representation);

    public override string? Against(Representation one, Representation other) => Fills(one) ?? Fills(other);

    private protected override double Between(Fitted one, Fitted other)
    {
        (FittedBasis first, FittedBasis second) = ((FittedBasis)one, (FittedBasis)other);
        (Tensor left, Tensor singular, Tensor _) = linalg.svd(first.Basis.t().mm(second.Basis), fullMatrices: false);
        Tensor directions = first.Basis.mm(left); // [n, smaller rank]
        double[] weights = directions.t().mm(first.Latents).abs().sum([1]).ToArray<double>();
        return Vectors.Dot(weights, singular.ToArray<double>()) / Vectors.Sum(weights);
    }
}
