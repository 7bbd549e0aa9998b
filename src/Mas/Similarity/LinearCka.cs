namespace Mas.Similarity;

/// <summary>Linear centred kernel alignment, HSIC(K, L)/√(HSIC(K, K) HSIC(L, L)) with K = XcXcᵀ (Kornblith et al. 2019), by the unbiased
/// HSIC of Song et al. (2012), which can be negative, or by the biased one. Invariant to orthogonal maps and isotropic scaling, not to
/// other linear maps.</summary>
/// <remarks>Both estimators need tr(KL) = |XcᵀYc|² and the diagonals of K and L only, the rows of a centred kernel adding up to 0. tr(KL)
/// is computed from [d, d′] products of units or from [n, n] kernels, whichever is less work.</remarks>
/// <param name="debiased">The unbiased estimator.</param>
internal sealed class LinearCka(bool debiased = true) : SimilarityMeasure
{
    private const int SamplesPerUnit = 20; // below it the bias is no longer small (method.md section 10)

    public override string Name => debiased ? "cka-linear-debiased" : "cka-linear";

    public override Fitted Fit(Representation representation)
    {
        FittedUnits units = FittedUnits.Of(Name, representation);
        units.OwnHsic = Hsic(units, units);
        return units;
    }

    public override string? Caveat(int distinct, int width, int otherWidth)
    {
        if (debiased || distinct >= SamplesPerUnit * Math.Max(width, otherWidth))
            return null;
        // E tr(KL) of independent Gaussian data against E tr(KK), both over E|K|².
        double unrelated = Math.Sqrt((double)width / (width + distinct) * ((double)otherWidth / (otherWidth + distinct)));
        return Invariant($"{Name} is biased upwards with {distinct} distinct latents, fewer than {SamplesPerUnit} for each of ")
            + Invariant($"{Math.Max(width, otherWidth)} units: unrelated normal data of this size would give about {unrelated:f2}; ")
            + "use cka-linear-debiased.";
    }

    private protected override double Between(Fitted one, Fitted other)
    {
        (FittedUnits a, FittedUnits b) = ((FittedUnits)one, (FittedUnits)other);
        return Hsic(a, b) / Math.Sqrt(a.OwnHsic * b.OwnHsic);
    }

    // Up to a factor that depends on n alone.
    private double Hsic(FittedUnits a, FittedUnits b)
    {
        double product = FittedUnits.KernelProduct(a, b);
        if (!debiased)
            return product;
        double n = a.Samples, diagonals = Vectors.Dot(a.Energies, b.Energies);
        // A centred kernel without its diagonal has row sums −Kᵢᵢ.
        return product - diagonals + Vectors.Sum(a.Energies) * Vectors.Sum(b.Energies) / ((n - 1) * (n - 2)) - 2 / (n - 2) * diagonals;
    }
}
