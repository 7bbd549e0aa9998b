using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mas.Training.NetworkTraining;

/// <summary>The element-wise half of a GRU step and of its derivative, one row at a time, each number read and written once.</summary>
/// <remarks>Gates stand one behind the other: reset, update, new.</remarks>
internal static class GruKernels
{
    // Numbers that are worked on together.
    private static int Run => Vector512<float>.Count;

    /// <summary>One row forward.</summary>
    /// <param name="input">[3 width] what the token adds to the gates.</param>
    /// <param name="recurrent">[3 width] what the state adds.</param>
    /// <param name="before">[width] the state.</param>
    /// <param name="kept">[4 width] receives r, z, n and the recurrent part of n.</param>
    /// <param name="after">[width] receives the next state.</param>
    public static void Forward(ReadOnlySpan<float> input, ReadOnlySpan<float> recurrent, ReadOnlySpan<float> before, Span<float> kept, Span<float> after)
    {
        int width = before.Length;
        for (int j = 0; j < width; j += Run)
        {
            int count = Math.Min(Run, width - j);
            Vector512<float> reset = Sigmoid(At(input, j, count) + At(recurrent, j, count));
            Vector512<float> update = Sigmoid(At(input, width + j, count) + At(recurrent, width + j, count));
            Vector512<float> own = At(recurrent, 2 * width + j, count);
            Vector512<float> fresh = Tanh(At(input, 2 * width + j, count) + reset * own);
            Put(after, j, count, fresh + update * (At(before, j, count) - fresh));
            Put(kept, j, count, reset);
            Put(kept, width + j, count, update);
            Put(kept, 2 * width + j, count, fresh);
            Put(kept, 3 * width + j, count, own);
        }
    }

    /// <summary>One row backward.</summary>
    /// <param name="gradient">[width] of the loss with respect to the next state.</param>
    /// <param name="before">[width] the state.</param>
    /// <param name="kept">[4 width] what <see cref="Forward"/> has kept.</param>
    /// <param name="recurrent">[3 width] receives the gradient of what the state adds to the gates.</param>
    /// <param name="input">[3 width] the gradient of what the token adds is added here.</param>
    /// <param name="earlier">[width] the part of the state's gradient that does not go through the gates is added here.</param>
    public static void Backward(
        ReadOnlySpan<float> gradient, ReadOnlySpan<float> before, ReadOnlySpan<float> kept, Span<float> recurrent, Span<float> input, Span<float> earlier)
    {
        int width = before.Length;
        Vector512<float> one = Vector512<float>.One;
        for (int j = 0; j < width; j += Run)
        {
            int count = Math.Min(Run, width - j);
            Vector512<float> next = At(gradient, j, count), reset = At(kept, j, count), update = At(kept, width + j, count), fresh = At(kept, 2 * width + j, count);
            Vector512<float> toFresh = next * (one - update) * (one - fresh * fresh);
            Vector512<float> toUpdate = next * (At(before, j, count) - fresh) * update * (one - update);
            Vector512<float> toReset = toFresh * At(kept, 3 * width + j, count) * reset * (one - reset);
            Put(recurrent, j, count, toReset);
            Put(recurrent, width + j, count, toUpdate);
            Put(recurrent, 2 * width + j, count, toFresh * reset);
            Put(input, j, count, At(input, j, count) + toReset);
            Put(input, width + j, count, At(input, width + j, count) + toUpdate);
            Put(input, 2 * width + j, count, At(input, 2 * width + j, count) + toFresh);
            Put(earlier, j, count, At(earlier, j, count) + next * update);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Sigmoid(Vector512<float> x) => Vector512<float>.One / (Vector512<float>.One + Vector512.Exp(-x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Tanh(Vector512<float> x)
    {
        Vector512<float> twice = Sigmoid(x + x);
        return twice + twice - Vector512<float>.One;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> At(ReadOnlySpan<float> row, int j, int count) =>
        count == Vector512<float>.Count ? Vector512.Create(row.Slice(j, Vector512<float>.Count)) : Part(row.Slice(j, count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Span<float> row, int j, int count, Vector512<float> values)
    {
        if (count == Vector512<float>.Count)
            values.CopyTo(row[j..]);
        else
            PutPart(row.Slice(j, count), values);
    }

    // The end of a row whose width is no whole number of runs.
    private static Vector512<float> Part(ReadOnlySpan<float> numbers)
    {
        Span<float> whole = stackalloc float[Vector512<float>.Count];
        whole.Clear();
        numbers.CopyTo(whole);
        return Vector512.Create<float>(whole);
    }

    private static void PutPart(Span<float> numbers, Vector512<float> values)
    {
        Span<float> whole = stackalloc float[Vector512<float>.Count];
        values.CopyTo(whole);
        whole[..numbers.Length].CopyTo(numbers);
    }
}
