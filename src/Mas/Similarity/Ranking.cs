namespace Mas.Similarity;

/// <summary>A long vector in rising order, found once for all rank correlations.</summary>
internal sealed class Ranking
{
    private const int Digits = 3, Bits = 11, Buckets = 1 << Bits; // 33 bits hold a key of 32

    private readonly double[] _values;

    /// <param name="values">[m] finite.</param>
    public Ranking(double[] values)
    {
        _values = values;
        Order = Sorted(values);
    }

    /// <summary>[m] places by rising value.</summary>
    public int[] Order { get; }

    /// <summary>[m] 0 … m − 1; equal values share the mean of their ranks.</summary>
    public double[] MeanRanks()
    {
        var ranks = new double[Order.Length];
        for (int start = 0, end; start < Order.Length; start = end)
        {
            end = TieEnd(start);
            double mean = (start + end - 1) / 2.0;
            for (int k = start; k < end; k++)
                ranks[Order[k]] = mean;
        }
        return ranks;
    }

    /// <summary>[m] 0, 1, 2 …; equal values share one.</summary>
    public int[] TieNumbers()
    {
        var numbers = new int[Order.Length];
        for (int start = 0, end, number = 0; start < Order.Length; start = end, number++)
        {
            end = TieEnd(start);
            for (int k = start; k < end; k++)
                numbers[Order[k]] = number;
        }
        return numbers;
    }

    private int TieEnd(int start)
    {
        double value = _values[Order[start]];
        int end = start + 1;
        while (end < Order.Length && _values[Order[end]] == value)
            end++;
        return end;
    }

    // By 32 bits of the place between the smallest and the largest value, digit by digit, then exactly where these are equal.
    private static int[] Sorted(double[] values)
    {
        if (values.Length == 0)
            return [];
        double low = values[0], high = values[0];
        foreach (double value in values)
        {
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }
        double scale = uint.MaxValue / (high - low);
        var keyed = new ulong[values.Length]; // key and place in one number
        // Where all are equal, or all but, the exact comparison decides everything.
        for (int i = 0; i < keyed.Length && double.IsFinite(scale); i++)
            keyed[i] = (ulong)Math.Min((values[i] - low) * scale, uint.MaxValue) << 32;
        for (int i = 0; i < keyed.Length; i++)
            keyed[i] |= (uint)i;
        return Refined(ByKey(keyed), values);
    }

    private static ulong[] ByKey(ulong[] keyed)
    {
        var counts = new int[Digits * Buckets];
        foreach (ulong one in keyed)
            for (int digit = 0; digit < Digits; digit++)
                counts[digit * Buckets + Digit(one, digit)]++;
        var other = new ulong[keyed.Length];
        for (int digit = 0; digit < Digits; digit++)
        {
            Span<int> places = counts.AsSpan(digit * Buckets, Buckets);
            for (int bucket = 0, sum = 0; bucket < Buckets; bucket++)
                (places[bucket], sum) = (sum, sum + places[bucket]);
            foreach (ulong one in keyed)
                other[places[Digit(one, digit)]++] = one;
            (keyed, other) = (other, keyed);
        }
        return keyed;
    }

    private static int Digit(ulong keyed, int digit) => (int)(keyed >> (32 + digit * Bits)) & (Buckets - 1);

    private static int[] Refined(ulong[] keyed, double[] values)
    {
        var order = new int[keyed.Length];
        for (int i = 0; i < order.Length; i++)
            order[i] = (int)(uint)keyed[i];
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = start + 1;
            while (end < order.Length && keyed[end] >> 32 == keyed[start] >> 32)
                end++;
            if (end - start > 1)
                SortExactly(order.AsSpan(start, end - start), values);
        }
        return order;
    }

    private static void SortExactly(Span<int> places, double[] values)
    {
        var own = new double[places.Length];
        for (int i = 0; i < own.Length; i++)
            own[i] = values[places[i]];
        own.AsSpan().Sort(places);
    }
}
