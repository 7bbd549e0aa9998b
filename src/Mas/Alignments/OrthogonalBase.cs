using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Alignments;

/// <summary>Fixed bases B from which orthogonal alignments start; float64, [width, width].</summary>
public static class OrthogonalBase
{
    /// <summary>Uniformly random (Haar): Q of the QR decomposition of a Gaussian matrix, signs fixed by the diagonal of R.</summary>
    public static Tensor Random(int width, ulong seed)
    {
        using var scope = NewDisposeScope();
        var random = new SeededRandom(seed);
        var entries = new double[width * width];
        for (int i = 0; i < entries.Length; i++)
            entries[i] = random.NextGaussian();
        (Tensor q, Tensor r) = linalg.qr(tensor(entries, [width, width]));
        return (q * r.diagonal().sign()).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The aligned start. Network 0, H₀ = UΣVᵀ: base V, columns by falling singular value, each with its largest entry
    /// positive. Every other network: the orthogonal matrix that brings its latents closest to H₀V (Procrustes).
    /// </summary>
    /// <param name="latents">One matrix [rows, width] for each network: natural latents at the same positions of the same
    /// sequences, uncentred.</param>
    public static Tensor[] Aligned(IReadOnlyList<Tensor> latents)
    {
        using var scope = NewDisposeScope();
        Tensor first = latents[0].to_type(ScalarType.Float64);
        Tensor principal = PrincipalDirections(first);
        Tensor coordinates = first.mm(principal);
        var bases = new Tensor[latents.Count];
        bases[0] = principal.MoveToOuterDisposeScope();
        for (int j = 1; j < bases.Length; j++)
            bases[j] = Procrustes(latents[j].to_type(ScalarType.Float64), coordinates).MoveToOuterDisposeScope();
        return bases;
    }

    private static Tensor PrincipalDirections(Tensor latents)
    {
        using var scope = NewDisposeScope();
        // H = QR with orthonormal Q, so R has H's right singular vectors, at width × width.
        (Tensor _, Tensor r) = linalg.qr(latents);
        (Tensor _, Tensor _, Tensor transposed) = linalg.svd(r, fullMatrices: true);
        Tensor directions = transposed.t();
        Tensor largest = directions.gather(0, directions.abs().argmax(0, keepdim: true)); // [1, width]
        return (directions * largest.sign()).contiguous().MoveToOuterDisposeScope();
    }

    private static Tensor Procrustes(Tensor latents, Tensor coordinates)
    {
        using var scope = NewDisposeScope();
        long width = latents.size(1), shared = Math.Min(width, coordinates.size(1));
        Tensor goal = nn.functional.pad(coordinates.narrow(1, 0, shared), [0, width - shared]);
        (Tensor left, Tensor _, Tensor right) = linalg.svd(latents.t().mm(goal), fullMatrices: true);
        return left.mm(right).MoveToOuterDisposeScope();
    }
}
