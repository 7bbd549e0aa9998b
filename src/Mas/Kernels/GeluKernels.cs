using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mas.Kernels;

/// <summary>GELU(x) = x Φ(x) with the normal distribution function Φ itself (not the tanh formula), and its derivative Φ(x) + x φ(x). Φ is
/// taken from the rational approximation 7.1.26 of Abramowitz and Stegun, whose absolute error is below 7.5e-8: half a unit in the last
/// place of a float32 near 1.</summary>
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
        int whole = RowRest.Whole(row.Length);
        RowRest.Require(bias.Length == row.Length && (slope.IsEmpty || slope.Length == row.Length));
        ref float r = ref MemoryMarshal.GetReference(row), b = ref MemoryMarshal.GetReference(bias);
        ref float s = ref MemoryMarshal.GetReference(slope);
        bool keeps = !slope.IsEmpty;
        for (nuint j = 0; j < (nuint)whole; j += RowRest.Run)
        {
            Vector512<float> x = Vector512.LoadUnsafe(ref r, j) + Vector512.LoadUnsafe(ref b, j), size = Vector512.Abs(x);
            Vector512<float> bell = ExpKernel.Of(x * x * -0.5f);
            Vector512<float> t = Vector512<float>.One / (size * (P * RootHalf) + Vector512<float>.One);
            Vector512<float> inner = Vector512.Create(A2) + t * (Vector512.Create(A3) + t * (Vector512.Create(A4) + t * A5));
            Vector512<float> tail = t * (Vector512.Create(A1) + t * inner) * bell * 0.5f;
            Vector512<float> isNegative = Vector512.LessThan(x, Vector512<float>.Zero);
            Vector512<float> below = Vector512.ConditionalSelect(isNegative, tail, Vector512<float>.One - tail);
            (x * below).StoreUnsafe(ref r, j);
            if (keeps)
                (below + x * bell * InverseRootTwoPi).StoreUnsafe(ref s, j);
        }
        if (whole < row.Length)
            ForwardRest(row, bias, slope, whole);
    }

    /// <summary>Multiplies numbers by others, such as the derivative, in place.</summary>
    public static void Multiply(Span<float> numbers, ReadOnlySpan<float> factors)
    {
        int whole = RowRest.Whole(numbers.Length);
        RowRest.Require(numbers.Length == factors.Length);
        ref float n = ref MemoryMarshal.GetReference(numbers), f = ref MemoryMarshal.GetReference(factors);
        for (nuint j = 0; j < (nuint)whole; j += RowRest.Run)
            (Vector512.LoadUnsafe(ref n, j) * Vector512.LoadUnsafe(ref f, j)).StoreUnsafe(ref n, j);
        for (int j = whole; j < numbers.Length; j++)
            numbers[j] *= factors[j];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ForwardRest(Span<float> row, ReadOnlySpan<float> bias, Span<float> slope, int from)
    {
        Span<float> r = stackalloc float[RowRest.Run], b = stackalloc float[RowRest.Run], s = stackalloc float[RowRest.Run];
        RowRest.Take(row, 1, from, r);
        RowRest.Take(bias, 1, from, b);
        Forward(r, b, s);
        RowRest.Put(r, 1, from, row);
        if (!slope.IsEmpty)
            RowRest.Put(s, 1, from, slope);
    }
}
