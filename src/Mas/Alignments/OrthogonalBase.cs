namespace Mas.Alignments;

/// <summary>Fixed bases B from which orthogonal alignments start; float64, [width, width], or their first columns.</summary>
internal static class OrthogonalBase
{
    /// <summary>Uniformly random (Haar): Q of the QR decomposition of a Gaussian matrix, signs fixed by the diagonal of R.</summary>
    public static Tensor Random(int width, ulong seed) => RandomThin(width, width, seed);

    /// <summary>Uniformly random orthonormal columns, [width, columns], without anything of [width, width].</summary>
    public static Tensor RandomThin(int width, int columns, ulong seed)
    {
        using var scope = NewDisposeScope();
        (Tensor q, Tensor r) = linalg.qr(GaussianTensor.Of(seed, 1, width, columns));
        return (q * r.diagonal().sign()).MoveToOuterDisposeScope();
    }

    /// <summary>The aligned start. Network 0, H₀ = UΣVᵀ: base V, columns by falling singular value, each with its largest entry positive.
    /// Every other network: the orthogonal matrix that brings its latents closest to H₀V (Procrustes).</summary>
    /// <param name="latents">For each network [rows, width] natural latents at the same positions of the same sequences, uncentred.</param>
    public static Tensor[] Aligned(IReadOnlyList<Tensor> latents)
    {
        using var scope = NewDisposeScope();
        Tensor first = latents[0].to_type(ScalarType.Float64), principal = PrincipalDirections(first);
        Tensor[] others = AlignedTo(first.mm(principal), [.. latents.Skip(1)]);
        return [.. others.Prepend(principal).Select(made => made.MoveToOuterDisposeScope())];
    }

    /// <summary>The same start where network 0 is frozen already: the bases of further networks beside its trained coordinates.</summary>
    /// <param name="coordinates">[rows, width of network 0] what its matrix W gives, H₀W.</param>
    /// <param name="latents">One matrix [rows, width] for each further network, at the same positions.</param>
    public static Tensor[] AlignedTo(Tensor coordinates, IReadOnlyList<Tensor> latents) =>
        [.. latents.Select(own => Procrustes(own, coordinates))];

    /// <summary>The aligned start of wide networks, [width, columns] each, without anything of [width, width]. Network 0: the first columns
    /// of V. Every other network: the orthonormal columns S that agree best with its coordinates T = H₀V, largest tr(SᵀHᵀT).</summary>
    /// <remarks>For network 0 these are the columns of <see cref="Aligned"/>, and for a rotated copy of it too; for others they are not,
    /// because the whole matrix also weighs the coordinates beyond them.</remarks>
    /// <param name="columns">At most the smallest width.</param>
    public static Tensor[] AlignedThin(IReadOnlyList<Tensor> latents, int columns)
    {
        using var scope = NewDisposeScope();
        Tensor first = latents[0].to_type(ScalarType.Float64);
        Tensor principal = PrincipalSubspace.Of(first, columns), coordinates = first.mm(principal);
        IEnumerable<Tensor> others = latents.Skip(1).Select(own => Polar(own.to_type(ScalarType.Float64).t().mm(coordinates)));
        return [.. others.Prepend(principal).Select(made => made.MoveToOuterDisposeScope())];
    }

    /// <summary>The orthogonal matrix W, [width, width], that brings latents closest to coordinates, smallest ‖HW − T‖ (Schönemann
    /// 1966).</summary>
    /// <param name="latents">[rows, width] H</param>
    /// <param name="coordinates">[rows, any] T: its first columns where it has more than <c>width</c>, zeros added where fewer.</param>
    public static Tensor Procrustes(Tensor latents, Tensor coordinates)
    {
        Shape.RequireMatrix(latents, -1, -1, nameof(latents));
        Shape.RequireMatrix(coordinates, latents.size(0), -1, nameof(coordinates));
        using var scope = NewDisposeScope();
        long width = latents.size(1), shared = Math.Min(width, coordinates.size(1));
        Tensor goal = nn.functional.pad(coordinates.narrow(1, 0, shared).to_type(ScalarType.Float64), [0, width - shared]);
        return Polar(latents.to_type(ScalarType.Float64).t().mm(goal)).MoveToOuterDisposeScope();
    }

    private static Tensor PrincipalDirections(Tensor latents)
    {
        using var scope = NewDisposeScope();
        // H = QR with orthonormal Q, so R has H's right singular vectors, at width × width.
        (Tensor _, Tensor r) = linalg.qr(latents);
        (Tensor _, Tensor _, Tensor transposed) = linalg.svd(r, fullMatrices: true);
        return Signed(transposed.t()).MoveToOuterDisposeScope();
    }

    // Each column with its largest entry positive.
    internal static Tensor Signed(Tensor directions)
    {
        using var scope = NewDisposeScope();
        Tensor largest = directions.gather(0, directions.abs().argmax(0, keepdim: true)); // [1, columns]
        return (directions * largest.sign()).contiguous().MoveToOuterDisposeScope();
    }

    // UVᵀ of M = UΣVᵀ: the orthonormal columns S with the largest tr(SᵀM).
    private static Tensor Polar(Tensor matrix)
    {
        using var scope = NewDisposeScope();
        (Tensor left, Tensor _, Tensor right) = linalg.svd(matrix, fullMatrices: false);
        return left.mm(right).MoveToOuterDisposeScope();
    }
}
