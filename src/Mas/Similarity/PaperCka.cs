namespace Mas.Similarity;

/// <summary>CKA as the published program of model alignment search computes it, for comparison with the paper: biased HSIC of distance
/// matrices in the place of kernels. Not linear CKA.</summary>
internal sealed class PaperCka(Distance distance, bool zScored = true) : SimilarityMeasure
{
    private readonly PaperKernel _kernel = new(distance, zScored);

    /// <summary><c>mas-paper-cka-cosine</c>, <c>mas-paper-cka-cosine-raw</c> and so on.</summary>
    internal override double NumbersPerPair => 4;

    public override string Name => $"mas-paper-cka-{distance.Word()}{_kernel.Suffix}";

    public override Fitted Fit(Representation representation)
    {
        double[] kernel = [.. _kernel.Values(representation)], diagonal = new double[representation.Samples];
        KernelCentring.Biased(kernel, diagonal);
        return FittedVector.Of(Name, representation, kernel, diagonal);
    }

    private protected override double Between(Fitted one, Fitted other) => FittedVector.Cosine(one, other);
}
