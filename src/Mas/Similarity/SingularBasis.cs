namespace Mas.Similarity;

/// <summary>X = UΣVᵀ: an orthonormal basis U of what the units span in sample space.</summary>
internal sealed class SingularBasis : IDisposable
{
    /// <summary>Singular values below this share of the largest are rounding.</summary>
    public const double Smallest = 1e-10;

    private readonly double[] _singular; // [rank] falling

    /// <param name="matrix">[n, d] float64</param>
    public SingularBasis(Tensor matrix)
    {
        using var scope = NewDisposeScope();
        (Tensor left, Tensor singular, Tensor _) = linalg.svd(matrix, fullMatrices: false);
        double[] all = singular.ToArray<double>();
        _singular = [.. all.Where(value => value > Smallest * all[0])];
        Left = left.narrow(1, 0, _singular.Length).contiguous().DetachFromDisposeScope();
    }

    /// <summary>[n, rank] by falling singular value.</summary>
    public Tensor Left { get; }

    /// <summary>Smallest number of principal components that hold this share of the variance Σσ².</summary>
    public int Components(double share)
    {
        double all = Vectors.Dot(_singular, _singular), sum = 0;
        for (int k = 0; k < _singular.Length; k++)
        {
            sum += _singular[k] * _singular[k];
            if (sum >= share * all)
                return k + 1;
        }
        return _singular.Length;
    }

    public void Dispose() => Left.Dispose();
}
