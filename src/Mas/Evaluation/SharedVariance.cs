namespace Mas.Evaluation;

/// <summary>How much of what one subspace holds of natural latents lies in another: tr(PΣP·Q) / tr(PΣP), with P and Q the projectors on the
/// two and Σ the covariance of the latents. The mean of cos² of the angles between the two, weighted by variance: 1 where the first lies
/// within the second, 0 where they are orthogonal.</summary>
internal static class SharedVariance
{
    /// <summary>The share; NaN where the first holds no variance at all.</summary>
    /// <param name="first">[width, k] linearly independent columns that span the subspace whose variance is divided.</param>
    /// <param name="second">[width, l] the same for the other.</param>
    /// <param name="latents">[rows, width] natural latents, two rows or more.</param>
    public static double Of(Tensor first, Tensor second, Tensor latents)
    {
        Shape.RequireMatrix(second, first.size(0), -1, nameof(second));
        Shape.RequireMatrix(latents, -1, first.size(0), nameof(latents));
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor p = PrincipalAngles.Orthonormal(first), q = PrincipalAngles.Orthonormal(second), rows = latents.to_type(ScalarType.Float64);
        Tensor held = (rows - rows.mean([0])).mm(p);              // [rows, k]
        return Math.Min(1, NullEnergy.Energy(held.mm(p.t().mm(q))) / NullEnergy.Energy(held)); // rounding may leave a little more
    }
}
