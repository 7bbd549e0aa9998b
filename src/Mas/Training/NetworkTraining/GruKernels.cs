using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mas.Training.NetworkTraining;

/// <summary>The element-wise half of a GRU step and of its derivative, one row at a time, each number read and written once.</summary>
/// <remarks>Rows are whole runs of <see cref="Run"/> numbers. Gates stand one behind the other: reset, update, new.</remarks>
internal static class GruKernels
{
    /// <summary>Numbers that are worked on together.</summary>
    public static int Run => Vector512<float>.Count;

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
            Vector512<float> reset = Sigmoid(At(input, j) + At(recurrent, j));
            Vector512<float> update = Sigmoid(At(input, width + j) + At(recurrent, width + j));
            Vector512<float> own = At(recurrent, 2 * width + j);
            Vector512<float> fresh = Tanh(At(input, 2 * width + j) + reset * own);
            Put(after, j, fresh + update * (At(before, j) - fresh));
            Put(kept, j, reset);
            Put(kept, width + j, update);
            Put(kept, 2 * width + j, fresh);
            Put(kept, 3 * width + j, own);
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
            Vector512<float> next = At(gradient, j), reset = At(kept, j), update = At(kept, width + j), fresh = At(kept, 2 * width + j);
            Vector512<float> toFresh = next * (one - update) * (one - fresh * fresh);
            Vector512<float> toUpdate = next * (At(before, j) - fresh) * update * (one - update);
            Vector512<float> toReset = toFresh * At(kept, 3 * width + j) * reset * (one - reset);
            Put(recurrent, j, toReset);
            Put(recurrent, width + j, toUpdate);
            Put(recurrent, 2 * width + j, toFresh * reset);
            Put(input, j, At(input, j) + toReset);
            Put(input, width + j, At(input, width + j) + toUpdate);
            Put(input, 2 * width + j, At(input, 2 * width + j) + toFresh);
            Put(earlier, j, At(earlier, j) + next * update);
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
    private static Vector512<float> At(ReadOnlySpan<float> row, int j) => Vector512.Create(row.Slice(j, Vector512<float>.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Span<float> row, int j, Vector512<float> values) => values.CopyTo(row[j..]);
}
