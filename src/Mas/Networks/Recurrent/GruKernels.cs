using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mas.Networks.Recurrent;

/// <summary>The element-wise half of a GRU step and of its derivative, one row at a time, each number read and written once.</summary>
/// <remarks>Gates stand one behind the other: reset, update, new.</remarks>
internal static class GruKernels
{
    /// <summary>One row forward.</summary>
    /// <param name="input">[3 width] what the token adds to the gates.</param>
    /// <param name="recurrent">[3 width] what the state adds.</param>
    /// <param name="before">[width] the state.</param>
    /// <param name="kept">[4 width] receives r, z, n and the recurrent part of n; empty where there is no way back.</param>
    /// <param name="after">[width] receives the next state.</param>
    public static void Forward(ReadOnlySpan<float> input, ReadOnlySpan<float> recurrent, ReadOnlySpan<float> before, Span<float> kept, Span<float> after)
    {
        int width = before.Length;
        for (int j = 0; j < width; j += RowVector.Count)
        {
            int count = Math.Min(RowVector.Count, width - j);
            Vector512<float> reset = Sigmoid(RowVector.At(input, j, count) + RowVector.At(recurrent, j, count));
            Vector512<float> update = Sigmoid(RowVector.At(input, width + j, count) + RowVector.At(recurrent, width + j, count));
            Vector512<float> own = RowVector.At(recurrent, 2 * width + j, count);
            Vector512<float> fresh = Tanh(RowVector.At(input, 2 * width + j, count) + reset * own);
            RowVector.Put(after, j, count, fresh + update * (RowVector.At(before, j, count) - fresh));
            if (kept.IsEmpty)
                continue;
            RowVector.Put(kept, j, count, reset);
            RowVector.Put(kept, width + j, count, update);
            RowVector.Put(kept, 2 * width + j, count, fresh);
            RowVector.Put(kept, 3 * width + j, count, own);
        }
    }

    /// <summary>One row backward.</summary>
    /// <param name="gradient">[width] of the loss with respect to the next state.</param>
    /// <param name="before">[width] the state.</param>
    /// <param name="kept">[4 width] what <see cref="Forward"/> has kept.</param>
    /// <param name="recurrent">[3 width] receives the gradient of what the state adds to the gates.</param>
    /// <param name="input">[3 width] the gradient of what the token adds is added here; empty where nobody asks for it.</param>
    /// <param name="earlier">[width] the part of the state's gradient that does not go through the gates is added here.</param>
    public static void Backward(
        ReadOnlySpan<float> gradient, ReadOnlySpan<float> before, ReadOnlySpan<float> kept, Span<float> recurrent, Span<float> input, Span<float> earlier)
    {
        int width = before.Length;
        Vector512<float> one = Vector512<float>.One;
        for (int j = 0; j < width; j += RowVector.Count)
        {
            int count = Math.Min(RowVector.Count, width - j);
            Vector512<float> next = RowVector.At(gradient, j, count), reset = RowVector.At(kept, j, count), update = RowVector.At(kept, width + j, count), fresh = RowVector.At(kept, 2 * width + j, count);
            Vector512<float> toFresh = next * (one - update) * (one - fresh * fresh);
            Vector512<float> toUpdate = next * (RowVector.At(before, j, count) - fresh) * update * (one - update);
            Vector512<float> toReset = toFresh * RowVector.At(kept, 3 * width + j, count) * reset * (one - reset);
            RowVector.Put(recurrent, j, count, toReset);
            RowVector.Put(recurrent, width + j, count, toUpdate);
            RowVector.Put(recurrent, 2 * width + j, count, toFresh * reset);
            RowVector.Put(earlier, j, count, RowVector.At(earlier, j, count) + next * update);
            if (input.IsEmpty)
                continue;
            RowVector.Put(input, j, count, RowVector.At(input, j, count) + toReset);
            RowVector.Put(input, width + j, count, RowVector.At(input, width + j, count) + toUpdate);
            RowVector.Put(input, 2 * width + j, count, RowVector.At(input, 2 * width + j, count) + toFresh);
        }
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
