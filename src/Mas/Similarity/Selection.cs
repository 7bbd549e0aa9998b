namespace Mas.Similarity;

/// <summary>Single ranks of a vector without sorting it.</summary>
internal static class Selection
{
    /// <summary>The value of this rank, by repeated partition (Hoare 1961); the values are reordered.</summary>
    /// <param name="values">Finite.</param>
    /// <param name="rank">From 0.</param>
    public static double Smallest(Span<double> values, int rank)
    {
        int low = 0, high = values.Length - 1;
        while (low < high)
        {
            double pivot = Middle(values[low], values[low + (high - low) / 2], values[high]);
            int i = low, j = high;
            while (i <= j)
            {
                while (values[i] < pivot)
                    i++;
                while (values[j] > pivot)
                    j--;
                if (i > j)
                    break;
                (values[i], values[j]) = (values[j], values[i]);
                i++;
                j--;
            }
            if (rank <= j)
                high = j;
            else if (rank >= i)
                low = i;
            else
                break;
        }
        return values[rank];
    }

    private static double Middle(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
