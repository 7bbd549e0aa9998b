namespace Mas.Networks.Recordings.Arrays;

/// <summary>Sizes of arrays, which files may give as they like.</summary>
internal static class ArrayShape
{
    public const int MostDimensions = 32;

    /// <summary>Elements; null where a dimension is negative or they do not fit in 63 bits.</summary>
    public static long? Count(ReadOnlySpan<long> shape)
    {
        Int128 count = 1;
        foreach (long dimension in shape)
        {
            if (dimension < 0)
                return null;
            count *= dimension;
            if (count > long.MaxValue)
                return null;
        }
        return (long)count;
    }

    /// <summary><c>[40, 12, 24]</c>.</summary>
    public static string Text(IEnumerable<long> shape) => $"[{string.Join(", ", shape)}]";

    /// <summary>Where an element is, by its place in the file's order.</summary>
    public static long[] Place(long[] shape, long index, bool isColumnMajor)
    {
        var place = new long[shape.Length];
        for (int step = 0; step < shape.Length; step++)
        {
            int dimension = isColumnMajor ? step : shape.Length - 1 - step;
            (index, place[dimension]) = Math.DivRem(index, shape[dimension]);
        }
        return place;
    }
}
