namespace Mas.Similarity;

/// <summary>The family of shape metrics (Williams et al. 2021): Procrustes distances after partial whitening by 1 − α. α = 1 is
/// <see cref="Procrustes"/>; α = 0 is invariant to every invertible linear map, the others to orthogonal maps only.</summary>
/// <param name="alpha">α, in 0..1.</param>
/// <param name="euclidean">√(|X|² + |Y|² − 2Σσ) of the whitened points at their latents' variance, in place of the angle.</param>
internal sealed class ShapeMetric(double alpha, bool euclidean = false) : SimilarityMeasure
{
    /// <summary><c>shape-0.5</c>, <c>shape-0.5-euclidean</c>.</summary>
    public override string Name => Invariant($"shape-{alpha}{(euclidean ? "-euclidean" : "")}");

    public override bool IsDistance => true;

    public override Fitted Fit(Representation representation)
    {
        if (alpha == 1)
            return new FittedShape(Name, representation.Centred.alias(), Whitening.None);
        (Tensor points, Whitening whitening) = Whitening.Of(representation.Centred, alpha);
        return new FittedShape(Name, points, whitening);
    }

    public override string? Against(Representation one, Representation other) => alpha == 0 ? Fills(one) ?? Fills(other) : null;

    public override string? Caveat(int distinct, int width, int otherWidth) =>
        alpha == 1 || distinct > Math.Max(width, otherWidth) ? null
        : $"{Name} says little with {distinct} distinct latents and {Math.Max(width, otherWidth)} units: directions that these leave empty "
            + "are whitened too; take more, or shape-1.";

    private protected override double Between(Fitted one, Fitted other)
    {
        (FittedShape a, FittedShape b) = ((FittedShape)one, (FittedShape)other);
        if (!euclidean)
            return FittedShape.Angle(a, b);
        int widest = Math.Max(a.Width, b.Width);
        double sizeA = a.Whitening.Scale(widest - a.Width), sizeB = b.Whitening.Scale(widest - b.Width);
        double nuclear = FittedShape.NuclearNorm(a, b);
        return Math.Sqrt(Math.Max(sizeA * sizeA * a.Energy + sizeB * sizeB * b.Energy - 2 * sizeA * sizeB * nuclear, 0));
    }
}
