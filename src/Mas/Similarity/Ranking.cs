using System.Buffers;

namespace Mas.Similarity;

/// <summary>A long vector in rising order, found once for all rank correlations. Neighbours in that order are ties where they differ by at
/// most 1e-12 of the largest: equal dissimilarities are computed with rounding of some 1e-15 of it.</summary>
internal sealed class Ranking
{
    /// <summary>Of the largest value.</summary>
    public const double Tolerance = 1e-12;

    private const int Digits = 3, Bits = 11, Buckets = 1 << Bits; // 33 bits hold a key of 32

    private readonly double[] _sorted;
    private readonly double _step; // a larger one to the next value is no tie

    /// <param name="values">[m] finite.</param>
    public Ranking(double[] values)
    {
        Order = GC.AllocateUninitializedArray<int>(values.Length);
        _sorted = GC.AllocateUninitializedArray<double>(values.Length);
        Sort(values);
        _step = values.Length == 0 ? 0 : Tolerance * Math.Max(Math.Abs(_sorted[0]), Math.Abs(_sorted[^1]));
    }

    /// <summary>[m] places by rising value.</summary>
    public int[] Order { get; }

    /// <summary>The value of this rank, from 0.</summary>
    public double At(int rank) => _sorted[rank];

    /// <summary>0 … m − 1; equal values share the mean of their ranks.</summary>
    /// <param name="ranks">[m] receives them.</param>
    public void MeanRanks(Span<double> ranks)
    {
        int[] rented = ArrayPool<int>.Shared.Rent(Order.Length);
        Span<int> firsts = rented.AsSpan(0, Order.Length); // of those equal to each
        // Without branches: where samples are repeated, ties come at every other step and cannot be foreseen.
        for (int k = 1, first = firsts[0] = 0; k < firsts.Length; k++)
            firsts[k] = first += (k - first) * (IsTie(k) ? 0 : 1);
        for (int k = firsts.Length - 1, last = k; k >= 0; k--)
        {
            ranks[Order[k]] = (firsts[k] + last) / 2.0;
            last += k == 0 ? 0 : (k - 1 - last) * (IsTie(k) ? 0 : 1);
        }
        ArrayPool<int>.Shared.Return(rented);
    }

    /// <summary>[m] 0, 1, 2 …; equal values share one.</summary>
    public int[] TieNumbers()
    {
        int[] numbers = GC.AllocateUninitializedArray<int>(Order.Length);
        for (int k = 0, number = 0; k < numbers.Length; k++)
            numbers[Order[k]] = k == 0 || IsTie(k) ? number : ++number;
        return numbers;
    }

    // Of the value of this rank with the one before it.
    private bool IsTie(int rank) => _sorted[rank] - _sorted[rank - 1] <= _step;

    // By 32 bits of the place between the smallest and the largest value, digit by digit, then exactly where these are equal.
    private void Sort(double[] values)
    {
        ulong[] keyed = ArrayPool<ulong>.Shared.Rent(values.Length), other = ArrayPool<ulong>.Shared.Rent(values.Length);
        AddKeys(values, keyed);
        SortByKey(keyed.AsSpan(0, values.Length), other.AsSpan(0, values.Length));
        Span<ulong> sorted = other.AsSpan(0, values.Length); // an odd number of digits leaves it there
        for (int i = 0; i < sorted.Length; i++)
            _sorted[i] = values[Order[i] = (int)(uint)sorted[i]];
        SortTies(sorted);
        ArrayPool<ulong>.Shared.Return(keyed);
        ArrayPool<ulong>.Shared.Return(other);
    }

    // Key and place in one number.
    private static void AddKeys(double[] values, ulong[] keyed)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            low = value < low ? value : low;
            high = value > high ? value : high;
        }
        double scale = uint.MaxValue / (high - low);
        // Where all are equal, or all but, the exact comparison decides everything.
        bool isFlat = !double.IsFinite(scale);
        for (int i = 0; i < values.Length; i++)
            keyed[i] = (isFlat ? 0 : (ulong)Math.Min((values[i] - low) * scale, uint.MaxValue) << 32) | (uint)i;
    }

    private static void SortByKey(Span<ulong> keyed, Span<ulong> other)
    {
        var counts = new int[Digits * Buckets];
        foreach (ulong one in keyed)
            for (int digit = 0; digit < Digits; digit++)
                counts[digit * Buckets + Digit(one, digit)]++;
        for (int digit = 0; digit < Digits; digit++)
        {
            Span<int> places = counts.AsSpan(digit * Buckets, Buckets);
            for (int bucket = 0, sum = 0; bucket < Buckets; bucket++)
                (places[bucket], sum) = (sum, sum + places[bucket]);
            foreach (ulong one in keyed)
                other[places[Digit(one, digit)]++] = one;
            Span<ulong> swapped = keyed;
            keyed = other;
            other = swapped;
        }
    }

    private static int Digit(ulong keyed, int digit) => (int)(keyed >> (32 + digit * Bits)) & (Buckets - 1);

    // Values of one key come in any order.
    private void SortTies(ReadOnlySpan<ulong> keyed)
    {
        for (int i = 1; i < keyed.Length; i++)
        {
            if (_sorted[i - 1] <= _sorted[i])
                continue;
            int start = i - 1, end = i + 1;
            while (start > 0 && keyed[start - 1] >> 32 == keyed[i] >> 32)
                start--;
            while (end < keyed.Length && keyed[end] >> 32 == keyed[i] >> 32)
                end++;
            _sorted.AsSpan(start, end - start).Sort(Order.AsSpan(start, end - start));
            i = end - 1;
        }
    }
}
