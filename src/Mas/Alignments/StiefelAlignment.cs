namespace Mas.Alignments;

/// <summary>Thin orthogonal: the factor S = the learned vectors, made orthonormal in order (Gram-Schmidt, by QR with the signs fixed by
/// diag R), a point of the Stiefel manifold. The choice for wide networks: O(width · columns²), and nothing of [width, width].</summary>
/// <remarks>Parameter: vectors, [width, columns]; their lengths do nothing. Reaches every S. Degenerates where the vectors become linearly
/// dependent: S stays orthonormal, but its gradient grows without bound. The columns of W beyond S are arbitrary: a mask that reads S only
/// never sees them.</remarks>
internal sealed class StiefelAlignment : OrthonormalAlignment
{
    /// <param name="vectors">[width, columns] start of the vectors, linearly independent. Owned from here on.</param>
    public StiefelAlignment(Tensor vectors)
    {
        Shape.RequireMatrix(vectors, -1, -1, nameof(vectors));
        if (vectors.size(1) < 1 || vectors.size(1) > vectors.size(0))
            throw NoColumns(vectors, nameof(vectors));
        Vectors = Learned(vectors);
        Parameters = new Dictionary<string, Tensor> { ["vectors"] = Vectors };
    }

    public override int Width => (int)Vectors.size(0);

    public override int Columns => (int)Vectors.size(1);

    /// <summary>What is made orthonormal, [width, columns].</summary>
    public Tensor Vectors { get; }

    public override IReadOnlyDictionary<string, Tensor> Parameters { get; }

    public override Tensor Factor()
    {
        using var scope = NewDisposeScope();
        (Tensor q, Tensor r) = linalg.qr(Vectors);
        return (q * r.diagonal().sign()).MoveToOuterDisposeScope();
    }

    /// <summary>S completed to W, [width, width], differentiable.</summary>
    public override Tensor Matrix()
    {
        using var scope = NewDisposeScope();
        Tensor factor = Factor();
        if (Columns == Width)
            return factor.MoveToOuterDisposeScope();
        (Tensor complete, Tensor _) = linalg.qr(factor.detach(), linalg.QRMode.Complete);
        Tensor rest = complete.narrow(1, Columns, Width - Columns);
        // The projection changes nothing but the derivative: the completion turns with S, so that WWᵀ = I to first order.
        return cat([factor, rest - factor.mm(factor.t().mm(rest))], 1).MoveToOuterDisposeScope();
    }
}
