namespace Mas.Kernels;

/// <summary>Numbers rounded to whole multiples of a step, symmetric about 0: with b bits, step = largest |x| / (2^(b−1) − 1), x ↦ step ·
/// round(x / step), halves to even; in float32. With 8 bits a row has one step, with 4 bits every 32 numbers of a row that follow each
/// other. No number moves by more than half a step.</summary>
internal static class RoundedNumbers
{
    /// <summary>Numbers that share a step with 4 bits.</summary>
    public const int Block = 32;

    /// <summary>How many bits are possible.</summary>
    public static IReadOnlyList<int> Bits { get; } = [8, 4];

    /// <param name="numbers">[rows, columns], changed in place.</param>
    public static void Round(Span<float> numbers, int columns, int bits)
    {
        int together = bits == 8 ? columns : Block;
        for (int row = 0; row < numbers.Length; row += columns)
            for (int first = 0; first < columns; first += together)
                Round(numbers.Slice(row + first, Math.Min(together, columns - first)), (1 << (bits - 1)) - 1);
    }

    private static void Round(Span<float> numbers, int most)
    {
        float largest = 0;
        foreach (float number in numbers)
            largest = Math.Max(largest, Math.Abs(number));
        float step = largest / most;
        if (step == 0)
            return; // all are 0, or too small to be divided
        foreach (ref float number in numbers)
            number = MathF.Round(number / step) * step;
    }
}
