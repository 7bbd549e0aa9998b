namespace Mas.Similarity;

/// <summary>RSA as the published program of model alignment search computes it, for comparison with the paper: the triangle of the
/// dissimilarity matrix includes its diagonal of zeros, which raises the correlation. Kendall's is τ-b.</summary>
/// <param name="correlation">Pearson, Spearman or Kendall's τ-b.</param>
internal sealed class PaperRsa(Distance distance, Correlation correlation, bool zScored = true) : SimilarityMeasure
{
    private readonly PaperKernel _kernel = new(distance, zScored);

    /// <summary><c>mas-paper-rsa-cosine-spearman</c>, <c>mas-paper-rsa-cosine-spearman-raw</c> and so on.</summary>
    internal override double NumbersPerPair => 4.5;

    public override string Name => $"mas-paper-rsa-{distance.Word()}-{correlation.Word()}{_kernel.Suffix}";

    public override Fitted Fit(Representation representation)
    {
        double[] values = [.. _kernel.Values(representation), .. new double[representation.Samples]];
        return DissimilarityCorrelation.Fit(Name, representation, correlation, values, () => new Ranking(values));
    }

    private protected override double Between(Fitted one, Fitted other) => DissimilarityCorrelation.Score(correlation, one, other);
}
