namespace Mas.Similarity;

/// <summary>Representational similarity analysis (Kriegeskorte et al. 2008): a correlation of the dissimilarities of all pairs of different
/// samples, the strict upper triangle. Squared Euclidean, Euclidean and cosine distance are invariant to orthogonal maps; correlation
/// distance only to those that leave every sample's mean over units, such as permutations of units.</summary>
internal sealed class RepresentationalSimilarity(Distance distance, Correlation correlation) : SimilarityMeasure
{
    internal override double NumbersPerPair => 3.5;

    public override string Name => $"rsa-{distance.Word()}-{correlation.Word()}";

    public override Fitted Fit(Representation representation)
    {
        double[] values = representation.Dissimilarities(distance).Values;
        return DissimilarityCorrelation.Fit(Name, representation, correlation, values, () => representation.Ranking(distance));
    }

    private protected override double Between(Fitted one, Fitted other) => DissimilarityCorrelation.Score(correlation, one, other);
}
