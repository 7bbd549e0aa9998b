namespace Mas.Similarity;

/// <summary>An orthonormal basis of what the units span in sample space, and the latents that it is of.</summary>
internal sealed class FittedBasis : Fitted
{
    /// <param name="measure">Name of the measure.</param>
    /// <param name="basis">[n, rank] Owned from here on.</param>
    /// <param name="latents">[n, d] as the basis was made of them. Owned from here on.</param>
    public FittedBasis(string measure, Tensor basis, Tensor latents)
        : base(measure, (int)latents.size(0), (int)latents.size(1)) =>
        (Basis, Latents) = (basis.DetachFromDisposeScope(), latents.DetachFromDisposeScope());

    /// <summary>[n, rank]</summary>
    public Tensor Basis { get; }

    /// <summary>[n, d]</summary>
    public Tensor Latents { get; }

    /// <summary>[smaller rank] canonical correlations, falling: the singular values of UᵀU′ (Björck and Golub 1973).</summary>
    public static double[] Correlations(Fitted one, Fitted other)
    {
        using var scope = NewDisposeScope();
        (Tensor _, Tensor singular, Tensor _) = linalg.svd(((FittedBasis)one).Basis.t().mm(((FittedBasis)other).Basis), fullMatrices: false);
        return singular.ToArray<double>();
    }

    public override Fitted Reordered(int[] order)
    {
        using Tensor rows = Device.Of(Basis).Indices(order);
        return new FittedBasis(Measure, Basis.index_select(0, rows), Latents.index_select(0, rows));
    }

    public override void Dispose()
    {
        Basis.Dispose();
        Latents.Dispose();
    }
}
