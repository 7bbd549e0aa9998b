namespace Mas.Similarity;

/// <summary>What the published program of model alignment search compares: distance matrices with their diagonal, of z-scored units
/// (standard deviation with n − 1) or of the latents as they are.</summary>
/// <param name="ZScored">Units are z-scored; one that never changes becomes 0.</param>
internal sealed record PaperKernel(Distance Distance, bool ZScored)
{
    /// <summary><c>cosine</c>, <c>euclidean</c>, and of the latents as they are <c>cosine-raw</c>, <c>euclidean-raw</c>.</summary>
    public string Suffix => ZScored ? "" : "-raw";

    /// <summary>[n(n − 1)/2] The diagonal, exactly 0, is left to the caller.</summary>
    public double[] Values(Representation representation)
    {
        if (!ZScored)
            return representation.Dissimilarities(Distance).Values;
        using Representation scores = representation.ZScores();
        return scores.Dissimilarities(Distance).Values;
    }
}
