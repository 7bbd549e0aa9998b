namespace Mas.Similarity;

/// <summary>An orthonormal basis of what the units span in sample space, and the latents that it is of.</summary>
internal sealed class FittedBasis : Fitted
{
    /// <param name="basis">[n, rank] Owned from here on.</param>
    /// <param name="latents">[n, d] as the basis was made of them. Owned from here on.</param>
    public FittedBasis(string measure, Tensor basis, Tensor latents)
        : base(measure, (int)latents.size(0), (int)latents.size(1)) =>
        (Basis, Latents) = (basis.DetachFromDisposeScope(), latents.DetachFromDisposeScope());

    /// <summary>The whole basis of the centred latents.</summary>
    public static FittedBasis Of(string measure, Representation representation) =>
        new(measure, representation.Basis.Left.alias(), representation.Centred.alias());

    /// <summary>[n, rank]</summary>
    public Tensor Basis { get; }

    /// <summary>[n, d]</summary>
    public Tensor Latents { get; }

    /// <summary>[smaller rank] canonical correlations, falling: the singular values of UᵀU′ (Björck and Golub 1973).</summary>
    public static double[] Correlations(Fitted one, Fitted other)
    {
        using var scope = NewDisposeScope();
        Tensor products = ((FittedBasis)one).Basis.t().mm(((FittedBasis)other).Basis);
        return linalg.svd(products, fullMatrices: false).S.ToArray<double>();
    }

    public override Fitted Reordered(int[] order) => new FittedBasis(Measure, Rows(Basis, order), Rows(Latents, order));

    public override void Dispose()
    {
        Basis.Dispose();
        Latents.Dispose();
    }
}
