using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Mas.Kernels;

/// <summary>The element-wise half of a GRU step and of its derivative, one row at a time, each number read and written once.</summary>
/// <remarks>Gates stand one behind the other: reset, update, new. Numbers are worked on <see cref="RowRest.Run"/> at a time; the rest of a
/// row whose width is no multiple of that goes through padded copies.</remarks>
internal static class GruKernels
{
    private const int Gates = 3, Kept = 4;

    /// <summary>One row forward.</summary>
    /// <param name="input">[3 width] what the token adds to the gates.</param>
    /// <param name="recurrent">[3 width] what the state adds.</param>
    /// <param name="before">[width] the state.</param>
    /// <param name="kept">[4 width] receives r, z, n and the recurrent part of n; empty where there is no way back.</param>
    /// <param name="after">[width] receives the next state.</param>
    public static void Forward(
        ReadOnlySpan<float> input, ReadOnlySpan<float> recurrent, ReadOnlySpan<float> before, Span<float> kept, Span<float> after)
    {
        int width = before.Length, whole = RowRest.Whole(width);
        RowRest.Require(input.Length == Gates * width && recurrent.Length == Gates * width && after.Length == width
            && (kept.IsEmpty || kept.Length == Kept * width));
        ref float x = ref MemoryMarshal.GetReference(input), s = ref MemoryMarshal.GetReference(recurrent);
        ref float h = ref MemoryMarshal.GetReference(before);
        ref float k = ref MemoryMarshal.GetReference(kept), next = ref MemoryMarshal.GetReference(after);
        bool keeps = !kept.IsEmpty;
        nuint update = (nuint)width, fresh = 2 * update, own = 3 * update;
        for (nuint j = 0; j < (nuint)whole; j += RowRest.Run)
        {
            Vector512<float> r = Sigmoid(Vector512.LoadUnsafe(ref x, j) + Vector512.LoadUnsafe(ref s, j));
            Vector512<float> z = Sigmoid(Vector512.LoadUnsafe(ref x, update + j) + Vector512.LoadUnsafe(ref s, update + j));
            Vector512<float> o = Vector512.LoadUnsafe(ref s, fresh + j);
            Vector512<float> n = Tanh(Vector512.LoadUnsafe(ref x, fresh + j) + r * o);
            (n + z * (Vector512.LoadUnsafe(ref h, j) - n)).StoreUnsafe(ref next, j);
            if (!keeps)
                continue;
            r.StoreUnsafe(ref k, j);
            z.StoreUnsafe(ref k, update + j);
            n.StoreUnsafe(ref k, fresh + j);
            o.StoreUnsafe(ref k, own + j);
        }
        if (whole < width)
            ForwardRest(input, recurrent, before, kept, after, whole);
    }

    /// <summary>One row backward.</summary>
    /// <param name="gradient">[width] of the loss with respect to the next state.</param>
    /// <param name="before">[width] the state.</param>
    /// <param name="kept">[4 width] what <see cref="Forward"/> has kept.</param>
    /// <param name="recurrent">[3 width] receives the gradient of what the state adds to the gates.</param>
    /// <param name="input">[3 width] the gradient of what the token adds is added here; empty where nobody asks for it.</param>
    /// <param name="earlier">[width] the part of the state's gradient that does not go through the gates is added here.</param>
    public static void Backward(
        ReadOnlySpan<float> gradient, ReadOnlySpan<float> before, ReadOnlySpan<float> kept,
        Span<float> recurrent, Span<float> input, Span<float> earlier)
    {
        int width = before.Length, whole = RowRest.Whole(width);
        RowRest.Require(gradient.Length == width && kept.Length == Kept * width && recurrent.Length == Gates * width
            && earlier.Length == width && (input.IsEmpty || input.Length == Gates * width));
        ref float g = ref MemoryMarshal.GetReference(gradient), h = ref MemoryMarshal.GetReference(before);
        ref float k = ref MemoryMarshal.GetReference(kept), s = ref MemoryMarshal.GetReference(recurrent);
        ref float x = ref MemoryMarshal.GetReference(input), e = ref MemoryMarshal.GetReference(earlier);
        bool adds = !input.IsEmpty;
        nuint update = (nuint)width, fresh = 2 * update, own = 3 * update;
        Vector512<float> one = Vector512<float>.One;
        for (nuint j = 0; j < (nuint)whole; j += RowRest.Run)
        {
            Vector512<float> next = Vector512.LoadUnsafe(ref g, j), r = Vector512.LoadUnsafe(ref k, j);
            Vector512<float> z = Vector512.LoadUnsafe(ref k, update + j), n = Vector512.LoadUnsafe(ref k, fresh + j);
            Vector512<float> toFresh = next * (one - z) * (one - n * n);
            Vector512<float> toUpdate = next * (Vector512.LoadUnsafe(ref h, j) - n) * z * (one - z);
            Vector512<float> toReset = toFresh * Vector512.LoadUnsafe(ref k, own + j) * r * (one - r);
            toReset.StoreUnsafe(ref s, j);
            toUpdate.StoreUnsafe(ref s, update + j);
            (toFresh * r).StoreUnsafe(ref s, fresh + j);
            (Vector512.LoadUnsafe(ref e, j) + next * z).StoreUnsafe(ref e, j);
            if (!adds)
                continue;
            (Vector512.LoadUnsafe(ref x, j) + toReset).StoreUnsafe(ref x, j);
            (Vector512.LoadUnsafe(ref x, update + j) + toUpdate).StoreUnsafe(ref x, update + j);
            (Vector512.LoadUnsafe(ref x, fresh + j) + toFresh).StoreUnsafe(ref x, fresh + j);
        }
        if (whole < width)
            BackwardRest(gradient, before, kept, recurrent, input, earlier, whole);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ForwardRest(
        ReadOnlySpan<float> input, ReadOnlySpan<float> recurrent, ReadOnlySpan<float> before, Span<float> kept, Span<float> after, int from)
    {
        Span<float> x = stackalloc float[Gates * RowRest.Run], s = stackalloc float[Gates * RowRest.Run], h = stackalloc float[RowRest.Run];
        Span<float> k = stackalloc float[Kept * RowRest.Run], next = stackalloc float[RowRest.Run];
        RowRest.Take(input, Gates, from, x);
        RowRest.Take(recurrent, Gates, from, s);
        RowRest.Take(before, 1, from, h);
        Forward(x, s, h, k, next);
        RowRest.Put(next, 1, from, after);
        if (!kept.IsEmpty)
            RowRest.Put(k, Kept, from, kept);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void BackwardRest(
        ReadOnlySpan<float> gradient, ReadOnlySpan<float> before, ReadOnlySpan<float> kept,
        Span<float> recurrent, Span<float> input, Span<float> earlier, int from)
    {
        Span<float> g = stackalloc float[RowRest.Run], h = stackalloc float[RowRest.Run], k = stackalloc float[Kept * RowRest.Run];
        Span<float> s = stackalloc float[Gates * RowRest.Run], x = stackalloc float[Gates * RowRest.Run], e = stackalloc float[RowRest.Run];
        RowRest.Take(gradient, 1, from, g);
        RowRest.Take(before, 1, from, h);
        RowRest.Take(kept, Kept, from, k);
        RowRest.Take(earlier, 1, from, e);
        if (!input.IsEmpty)
            RowRest.Take(input, Gates, from, x);
        Backward(g, h, k, s, x, e);
        RowRest.Put(s, Gates, from, recurrent);
        RowRest.Put(e, 1, from, earlier);
        if (!input.IsEmpty)
            RowRest.Put(x, Gates, from, input);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Sigmoid(Vector512<float> x) => Vector512<float>.One / (Vector512<float>.One + ExpKernel.Of(-x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Tanh(Vector512<float> x)
    {
        Vector512<float> twice = Sigmoid(x + x);
        return twice + twice - Vector512<float>.One;
    }
}
