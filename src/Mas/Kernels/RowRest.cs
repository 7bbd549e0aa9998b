namespace Mas.Kernels;

/// <summary>The end of rows whose width is no multiple of the numbers that are worked on together: copies that are filled up with zeros.
/// Where a processor has no such vectors, the runtime takes shorter ones or single numbers, with the same operations.</summary>
internal static class RowRest
{
    /// <summary>Numbers that are worked on together: 512 bits.</summary>
    public const int Run = 16;

    /// <summary>The largest multiple of <see cref="Run"/> that is no more than a width.</summary>
    public static int Whole(int width) => width & ~(Run - 1);

    /// <summary>Kernels read without checking every number, so the lengths are checked before.</summary>
    public static void Require(bool lengthsFit)
    {
        if (!lengthsFit)
            throw new ArgumentException("The rows of a kernel do not fit together.");
    }

    /// <summary>Copies the rest of each part of a row.</summary>
    /// <param name="row">[parts × width]</param>
    /// <param name="parts">Parts that stand one behind the other.</param>
    /// <param name="from">Where the rest of a part begins.</param>
    /// <param name="padded">[parts × 16] receives it.</param>
    public static void Take(ReadOnlySpan<float> row, int parts, int from, Span<float> padded)
    {
        int width = row.Length / parts;
        padded.Clear();
        for (int part = 0; part < parts; part++)
            row.Slice(part * width + from, width - from).CopyTo(padded[(part * Run)..]);
    }

    /// <summary>Writes it back.</summary>
    public static void Put(ReadOnlySpan<float> padded, int parts, int from, Span<float> row)
    {
        int width = row.Length / parts;
        for (int part = 0; part < parts; part++)
            padded.Slice(part * Run, width - from).CopyTo(row[(part * width + from)..]);
    }
}
