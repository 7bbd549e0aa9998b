using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mas.Similarity;

/// <summary>Arithmetic on long vectors, eight numbers at a time.</summary>
internal static class Vectors
{
    /// <summary>Σ a·b.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        ReadOnlySpan<Vector512<double>> left = Whole(a), right = Whole(b);
        // Several sums, so that one addition does not wait for the last.
        Vector512<double> s0 = default, s1 = default, s2 = default, s3 = default;
        int i = 0;
        for (; i + 4 <= left.Length; i += 4)
        {
            s0 += left[i] * right[i];
            s1 += left[i + 1] * right[i + 1];
            s2 += left[i + 2] * right[i + 2];
            s3 += left[i + 3] * right[i + 3];
        }
        for (; i < left.Length; i++)
            s0 += left[i] * right[i];
        double sum = Vector512.Sum(s0 + s1 + (s2 + s3));
        for (int rest = left.Length * Vector512<double>.Count; rest < a.Length; rest++)
            sum += a[rest] * b[rest];
        return sum;
    }

    /// <summary>Σ a.</summary>
    public static double Sum(ReadOnlySpan<double> a)
    {
        ReadOnlySpan<Vector512<double>> vectors = Whole(a);
        Vector512<double> s0 = default, s1 = default;
        int i = 0;
        for (; i + 2 <= vectors.Length; i += 2)
        {
            s0 += vectors[i];
            s1 += vectors[i + 1];
        }
        for (; i < vectors.Length; i++)
            s0 += vectors[i];
        double sum = Vector512.Sum(s0 + s1);
        for (int rest = vectors.Length * Vector512<double>.Count; rest < a.Length; rest++)
            sum += a[rest];
        return sum;
    }

    /// <summary>a += b.</summary>
    public static void Add(Span<double> a, ReadOnlySpan<double> b)
    {
        Span<Vector512<double>> left = Whole(a);
        ReadOnlySpan<Vector512<double>> right = Whole(b);
        for (int i = 0; i < left.Length; i++)
            left[i] += right[i];
        for (int rest = left.Length * Vector512<double>.Count; rest < a.Length; rest++)
            a[rest] += b[rest];
    }

    /// <summary>a −= number + b.</summary>
    public static void Subtract(Span<double> a, double number, ReadOnlySpan<double> b)
    {
        Span<Vector512<double>> left = Whole(a);
        ReadOnlySpan<Vector512<double>> right = Whole(b);
        Vector512<double> same = Vector512.Create(number);
        for (int i = 0; i < left.Length; i++)
            left[i] -= same + right[i];
        for (int rest = left.Length * Vector512<double>.Count; rest < a.Length; rest++)
            a[rest] -= number + b[rest];
    }

    /// <summary>a = (a + shift) · factor.</summary>
    public static void ShiftAndScale(Span<double> a, double shift, double factor)
    {
        Span<Vector512<double>> vectors = Whole(a);
        (Vector512<double> added, Vector512<double> times) = (Vector512.Create(shift), Vector512.Create(factor));
        for (int i = 0; i < vectors.Length; i++)
            vectors[i] = (vectors[i] + added) * times;
        for (int rest = vectors.Length * Vector512<double>.Count; rest < a.Length; rest++)
            a[rest] = (a[rest] + shift) * factor;
    }

    /// <summary>√a.</summary>
    public static double[] Roots(ReadOnlySpan<double> a)
    {
        double[] roots = GC.AllocateUninitializedArray<double>(a.Length);
        ReadOnlySpan<Vector512<double>> from = Whole(a);
        Span<Vector512<double>> to = Whole(roots.AsSpan());
        for (int i = 0; i < from.Length; i++)
            to[i] = Vector512.Sqrt(from[i]);
        for (int rest = from.Length * Vector512<double>.Count; rest < a.Length; rest++)
            roots[rest] = Math.Sqrt(a[rest]);
        return roots;
    }

    /// <summary>exp(factor · a).</summary>
    public static void Exponentials(ReadOnlySpan<double> a, double factor, Span<double> powers)
    {
        ReadOnlySpan<Vector512<double>> from = Whole(a);
        Span<Vector512<double>> to = Whole(powers);
        Vector512<double> times = Vector512.Create(factor);
        for (int i = 0; i < from.Length; i++)
            to[i] = Vector512.Exp(from[i] * times);
        for (int rest = from.Length * Vector512<double>.Count; rest < a.Length; rest++)
            powers[rest] = Math.Exp(a[rest] * factor);
    }

    private static Span<Vector512<double>> Whole(Span<double> a) => MemoryMarshal.Cast<double, Vector512<double>>(a);

    private static ReadOnlySpan<Vector512<double>> Whole(ReadOnlySpan<double> a) => MemoryMarshal.Cast<double, Vector512<double>>(a);
}
