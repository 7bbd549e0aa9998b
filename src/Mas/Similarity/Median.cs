using System.Buffers;

namespace Mas.Similarity;

/// <summary>The median of a symmetric matrix with a diagonal of zeros, of which half is given.</summary>
internal static class Median
{
    /// <param name="upper">[n(n − 1)/2] at least 0.</param>
    /// <param name="samples">n</param>
    /// <returns>Over all n² entries; the mean of the middle two where n is even.</returns>
    public static double OfSymmetric(double[] upper, int samples)
    {
        long all = (long)samples * samples;
        double[] copy = ArrayPool<double>.Shared.Rent(upper.Length);
        upper.CopyTo(copy, 0);
        double At(long rank) => rank < samples ? 0 : Selection.Smallest(copy.AsSpan(0, upper.Length), (int)((rank - samples) / 2)); // the zeros first, then every pair twice
        double high = At(all / 2), median = all % 2 == 1 ? high : (At(all / 2 - 1) + high) / 2;
        ArrayPool<double>.Shared.Return(copy);
        return median;
    }
}
