namespace Mas.Similarity;

/// <summary>A symmetric [n, n] matrix: what is above its diagonal, row after row, and the diagonal.</summary>
/// <param name="Upper">[n(n − 1)/2]</param>
/// <param name="Diagonal">[n]</param>
internal sealed record Triangle(double[] Upper, double[] Diagonal)
{
    private const int RowsAtOnce = 128; // of a product: its lower half is computed in blocks of this size only
    private const int MostSamples = 40_000; // 6.4 GB

    /// <summary>Number of pairs of different samples.</summary>
    public static int Pairs(int samples)
    {
        if (samples > MostSamples)
            throw new InputException(
                $"{samples} samples are too many for a measure that looks at every pair of them; take at most {MostSamples}");
        return (int)((long)samples * (samples - 1) / 2);
    }

    /// <summary>Where the pairs (row, row + 1) … (row, n − 1) begin.</summary>
    public static int RowStart(int row, int samples) => (int)((long)row * (2L * samples - row - 1) / 2);

    /// <summary>The place of a pair of different samples.</summary>
    public static int Place(int one, int other, int samples)
    {
        (int low, int high) = one < other ? (one, other) : (other, one);
        return RowStart(low, samples) + high - low - 1;
    }

    /// <summary>XXᵀ, half of it, in blocks.</summary>
    /// <param name="rows">[n, d] float64</param>
    public static Triangle Gram(Tensor rows)
    {
        int n = (int)rows.size(0);
        double[] upper = GC.AllocateUninitializedArray<double>(Pairs(n));
        var diagonal = new double[n];
        for (int first = 0; first < n; first += RowsAtOnce)
        {
            int count = Math.Min(RowsAtOnce, n - first);
            using var scope = NewDisposeScope();
            Tensor product = rows.narrow(0, first, count).mm(rows.narrow(0, first, n - first).t()); // [count, n − first]
            ReadOnlySpan<double> values = HostMemory.Span<double>(product);
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<double> row = values.Slice(i * (n - first), n - first);
                diagonal[first + i] = row[i];
                row[(i + 1)..].CopyTo(upper.AsSpan(RowStart(first + i, n)));
            }
        }
        return new Triangle(upper, diagonal);
    }

    /// <summary>The values of the pairs once the samples stand in another order.</summary>
    /// <param name="upper">[n(n − 1)/2]</param>
    /// <param name="reordered">[n(n − 1)/2] receives them.</param>
    /// <param name="order">[n] the sample that stands at each place afterwards, each once.</param>
    public static void Reorder<T>(ReadOnlySpan<T> upper, Span<T> reordered, ReadOnlySpan<int> order)
    {
        int n = order.Length, place = 0;
        for (int i = 0; i < n; i++)
            for (int j = i + 1; j < n; j++)
                reordered[place++] = upper[Place(order[i], order[j], n)];
    }
}
