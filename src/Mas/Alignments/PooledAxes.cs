namespace Mas.Alignments;

/// <summary>Principal axes that several networks share: eigenvectors of the covariance of their aligned latents, each network's centred,
/// all rows pooled.</summary>
internal static class PooledAxes
{
    /// <summary>The axes by falling variance, each with its largest entry positive, [width, width] float64, orthogonal.</summary>
    /// <param name="latents">One matrix [rows, width] for each network; their numbers of rows may differ.</param>
    public static Tensor Of(IReadOnlyList<Tensor> latents)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor scatter = latents.Select(Scatter).Aggregate((sum, next) => sum.add(next, HeldScalar.One));
        (Tensor _, Tensor vectors) = linalg.eigh(scatter); // rising
        return OrthogonalBase.Signed(vectors.flip(1)).MoveToOuterDisposeScope();
    }

    private static Tensor Scatter(Tensor latents)
    {
        Shape.RequireMatrix(latents, -1, -1, nameof(latents));
        Tensor rows = latents.to_type(ScalarType.Float64), centred = rows - rows.mean([0]);
        return centred.t().mm(centred);
    }
}
