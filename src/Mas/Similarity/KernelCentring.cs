namespace Mas.Similarity;

/// <summary>Centring of a kernel in sample space, after which HSIC is a plain product: of what is on and above the diagonal for the biased
/// estimator, of what is above it for the unbiased one.</summary>
internal static class KernelCentring
{
    /// <summary>HKH, H = I − 11ᵀ/n: tr(KHLH) = Σᵢⱼ (HKH)ᵢⱼ (HLH)ᵢⱼ (Gretton et al. 2005). A factor √2 counts pairs twice.</summary>
    /// <param name="upper">[n(n − 1)/2], centred in place.</param>
    /// <param name="diagonal">[n], centred in place.</param>
    public static void Biased(Span<double> upper, double[] diagonal)
    {
        double[] means = RowSums(upper, diagonal);
        double n = means.Length, grand = Vectors.Sum(means) / (n * n);
        Vectors.ShiftAndScale(means, 0, 1 / n);
        Subtract(upper, means, grand);
        for (int i = 0; i < means.Length; i++)
            diagonal[i] -= 2 * means[i] - grand;
        Vectors.ShiftAndScale(upper, 0, Math.Sqrt(2));
    }

    /// <summary>K̃ᵢⱼ − rᵢ/(n − 2) − rⱼ/(n − 2) + s/((n − 1)(n − 2)) with the diagonal left out, r the row sums and s the sum: n(n − 3)
    /// times the unbiased HSIC of Song et al. (2012) is the product over i ≠ j (Székely and Rizzo 2014).</summary>
    /// <param name="upper">[n(n − 1)/2], centred in place.</param>
    /// <param name="samples">n, at least 4</param>
    public static void Unbiased(Span<double> upper, int samples)
    {
        double[] shares = RowSums(upper, new double[samples]);
        double n = samples, grand = Vectors.Sum(shares) / ((n - 1) * (n - 2));
        Vectors.ShiftAndScale(shares, 0, 1 / (n - 2));
        Subtract(upper, shares, grand);
    }

    private static double[] RowSums(ReadOnlySpan<double> upper, double[] diagonal)
    {
        double[] sums = [.. diagonal];
        for (int i = 0; i < sums.Length; i++)
        {
            ReadOnlySpan<double> row = upper.Slice(Triangle.RowStart(i, sums.Length), sums.Length - i - 1);
            sums[i] += Vectors.Sum(row);
            Vectors.Add(sums.AsSpan(i + 1), row);
        }
        return sums;
    }

    private static void Subtract(Span<double> upper, double[] shares, double grand)
    {
        for (int i = 0; i < shares.Length; i++)
            Vectors.Subtract(
                upper.Slice(Triangle.RowStart(i, shares.Length), shares.Length - i - 1), shares[i] - grand, shares.AsSpan(i + 1));
    }
}
