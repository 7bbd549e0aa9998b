using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mas.Networks.Recurrent;

/// <summary>
/// A run of neighbouring numbers of a row, worked on together. Where a processor has no vectors of this length the runtime takes
/// shorter ones, or single numbers, with the same operations on each number.
/// </summary>
internal static class RowVector
{
    /// <summary>Numbers in a run.</summary>
    public static int Count => Vector512<float>.Count;

    /// <summary>The run that begins at <paramref name="j"/>; zeros stand beyond its first <paramref name="count"/> numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> At(ReadOnlySpan<float> row, int j, int count) =>
        count == Vector512<float>.Count ? Vector512.Create(row.Slice(j, Vector512<float>.Count)) : Part(row.Slice(j, count));

    /// <summary>Writes the first <paramref name="count"/> numbers of a run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Put(Span<float> row, int j, int count, Vector512<float> values)
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
