using System.Buffers;

namespace Mas.Similarity;

/// <summary>Centred kernel alignment with the kernel exp(−D²/(2t² median(D²))), D² the squared Euclidean distances, the median over all [n,
/// n] of them, the diagonal of zeros included (Kornblith et al. 2019). Invariant to orthogonal maps and isotropic scaling.</summary>
/// <param name="bandwidth">t, above 0, in units of the median distance.</param>
internal sealed class RbfCka(double bandwidth = RbfCka.UsualBandwidth, bool debiased = true) : SimilarityMeasure
{
    /// <summary>Of the published demonstration of the measure.</summary>
    public const double UsualBandwidth = 0.5;

    /// <summary><c>cka-rbf</c>, <c>cka-rbf-debiased</c>; with another bandwidth <c>cka-rbf-1</c>, <c>cka-rbf-1-debiased</c>.</summary>
    internal override double NumbersPerPair => 4.5;

    public override string Name =>
        "cka-rbf" + (bandwidth == UsualBandwidth ? "" : Invariant($"-{bandwidth}")) + (debiased ? "-debiased" : "");

    public override Fitted Fit(Representation representation)
    {
        double[] squared = representation.Dissimilarities(Distance.SquaredEuclidean).Values;
        double median = representation.MedianSquaredDistance;
        if (median == 0)
            throw new InputException($"{representation.Name} has the same latents in more than half of its pairs of samples, "
                + $"so {Name} has no scale; leave repeated samples out");
        double[] rented = ArrayPool<double>.Shared.Rent(squared.Length);
        Span<double> pairs = rented.AsSpan(0, squared.Length);
        Vectors.Exponentials(squared, -1 / (2 * bandwidth * bandwidth * median), pairs);
        double[] diagonal = debiased ? [] : [.. Enumerable.Repeat(1.0, representation.Samples)];
        if (debiased)
            KernelCentring.Unbiased(pairs, representation.Samples);
        else
            KernelCentring.Biased(pairs, diagonal);
        FittedVector fitted = FittedVector.Of(Name, representation, pairs, diagonal);
        ArrayPool<double>.Shared.Return(rented);
        return fitted;
    }

    public override string? Caveat(int distinct, int width, int otherWidth) =>
        debiased || distinct >= 20 * Math.Max(width, otherWidth) ? null
        : $"{Name} is biased upwards with {distinct} distinct latents, fewer than 20 for each of {Math.Max(width, otherWidth)} units; "
            + $"use {new RbfCka(bandwidth).Name}.";

    private protected override double Between(Fitted one, Fitted other) => FittedVector.Cosine(one, other);
}
