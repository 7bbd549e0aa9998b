using System.Runtime.Intrinsics;

namespace Mas.Networks.Recurrent;

/// <summary>
/// GELU(x) = x Φ(x) with the normal distribution function Φ itself (not the tanh formula), and its derivative Φ(x) + x φ(x).
/// Φ is taken from the rational approximation 7.1.26 of Abramowitz and Stegun, whose absolute error is below 7.5e-8: half a unit in
/// the last place of a float32 near 1.
/// </summary>
internal static class GeluKernels
{
    private const float P = 0.3275911f, A1 = 0.254829592f, A2 = -0.284496736f, A3 = 1.421413741f, A4 = -1.453152027f, A5 = 1.061405429f;
    private const float RootHalf = 0.70710678f, InverseRootTwoPi = 0.39894228f;

    /// <summary>One row, in place.</summary>
    /// <param name="row">[width] what comes before the bias; receives GELU.</param>
    /// <param name="bias">[width]</param>
    /// <param name="slope">[width] receives the derivative; empty where there is no way back.</param>
    public static void Forward(Span<float> row, ReadOnlySpan<float> bias, Span<float> slope)
    {
        for (int j = 0; j < row.Length; j += RowVector.Count)
        {
            int count = Math.Min(RowVector.Count, row.Length - j);
            Vector512<float> x = RowVector.At(row, j, count) + RowVector.At(bias, j, count), size = Vector512.Abs(x);
            Vector512<float> bell = ExpKernel.Of(x * x * -0.5f);
            Vector512<float> t = Vector512<float>.One / (size * (P * RootHalf) + Vector512<float>.One);
            Vector512<float> tail = t * (Vector512.Create(A1) + t * (Vector512.Create(A2) + t * (Vector512.Create(A3) + t * (Vector512.Create(A4) + t * A5)))) * bell * 0.5f;
            Vector512<float> below = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), tail, Vector512<float>.One - tail);
            RowVector.Put(row, j, count, x * below);
            if (!slope.IsEmpty)
                RowVector.Put(slope, j, count, below + x * bell * InverseRootTwoPi);
        }
    }

    /// <summary>Multiplies numbers by others, such as the derivative, in place.</summary>
    public static void Multiply(Span<float> row, ReadOnlySpan<float> factors)
    {
        for (int j = 0; j < row.Length; j += RowVector.Count)
        {
            int count = Math.Min(RowVector.Count, row.Length - j);
            RowVector.Put(row, j, count, RowVector.At(row, j, count) * RowVector.At(factors, j, count));
        }
    }
}
