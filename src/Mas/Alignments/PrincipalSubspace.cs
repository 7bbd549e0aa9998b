namespace Mas.Alignments;

/// <summary>The first right singular vectors of a matrix, by subspace iteration from random vectors (Halko, Martinsson and Tropp 2011):
/// O(rows · width · columns) a round, and nothing of [width, width].</summary>
internal static class PrincipalSubspace
{
    private const int Spare = 16; // directions beside those asked for, so that close singular values do not hold up the iteration
    private const int MostRounds = 500; // it is a start, so a flat spectrum may end inexactly
    private const double Converged = 1e-10; // residual in units of the largest eigenvalue
    private const ulong Seed = 1; // of the random vectors, which do not show in the result

    /// <summary>By falling singular value, each with its largest entry positive; orthonormal also where rank is short.</summary>
    /// <param name="matrix">[rows, width] float64</param>
    /// <param name="columns">At most the width.</param>
    /// <returns>[width, columns]</returns>
    public static Tensor Of(Tensor matrix, int columns)
    {
        using var scope = NewDisposeScope();
        int width = (int)matrix.size(1), kept = (int)Math.Min(width, 2L * columns + Spare);
        (Tensor basis, Tensor _) = linalg.qr(GaussianTensor.Of(Seed, 1, width, kept));
        for (int round = 0; round < MostRounds; round++)
        {
            using var inner = NewDisposeScope();
            (Tensor next, bool done) = Improved(matrix, basis, columns);
            basis.Dispose();
            basis = next.MoveToOuterDisposeScope();
            if (done)
                break;
        }
        return OrthogonalBase.Signed(Rotated(matrix, basis).Vectors.narrow(1, 0, columns)).MoveToOuterDisposeScope();
    }

    // One round: the basis turned onto its singular directions, their residuals, and the next basis HᵀHV made orthonormal.
    private static (Tensor Basis, bool Done) Improved(Tensor matrix, Tensor basis, int columns)
    {
        (Tensor vectors, Tensor eigenvalues) = Rotated(matrix, basis);
        Tensor image = matrix.t().mm(matrix.mm(vectors)); // [width, kept]
        double residual = (image - vectors * eigenvalues).narrow(1, 0, columns).abs().max().item<double>();
        (Tensor next, Tensor _) = linalg.qr(image);
        return (next, residual <= Converged * eigenvalues[0].item<double>());
    }

    // Rayleigh and Ritz: the right singular vectors of H within the span of the basis, and the eigenvalues of HᵀH there.
    private static (Tensor Vectors, Tensor Eigenvalues) Rotated(Tensor matrix, Tensor basis)
    {
        (Tensor _, Tensor singular, Tensor right) = linalg.svd(linalg.qr(matrix.mm(basis)).R, fullMatrices: true);
        Tensor padded = nn.functional.pad(singular, [0, basis.size(1) - singular.size(0)]);
        return (basis.mm(right.t()), padded * padded);
    }
}
