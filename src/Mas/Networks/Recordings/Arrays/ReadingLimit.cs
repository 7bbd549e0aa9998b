namespace Mas.Networks.Recordings.Arrays;

/// <summary>How many bytes one array of a recording may take in memory. Checked before anything is allocated or inflated, because what a
/// file says about its own size need not be true.</summary>
internal sealed record ReadingLimit(long Bytes)
{
    // Deflate gives at most 1032 bytes for one; no filter gives much more on anything that was measured.
    private const long MostRatio = 1100, AlwaysAllowed = 1 << 20;

    /// <summary>8 GiB, or half of the memory that the process may use where that is less.</summary>
    public static ReadingLimit Default { get; } =
        new(Math.Min(8L << 30, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2));

    /// <param name="what">What is to be read, such as <c>array 'rates'</c>.</param>
    /// <param name="count">Elements.</param>
    /// <param name="size">Bytes of an element in memory.</param>
    public void Require(string what, long count, int size, string path)
    {
        if (count > Bytes / size || count > Array.MaxLength)
            throw new InputException($"{what} has {count} elements, which take {(Int128)count * size} bytes; at most {Bytes} bytes "
                + $"and {Array.MaxLength} elements are read; cut the recording into parts", path);
    }

    /// <summary>Refuses a size that no compression explains.</summary>
    /// <param name="bytes">Bytes that it is said to have.</param>
    /// <param name="stored">Bytes that it has in the file.</param>
    public static void RequireStored(string what, Int128 bytes, long stored, string path)
    {
        if (bytes > AlwaysAllowed && bytes > (Int128)stored * MostRatio)
            throw new InputException($"{what} claims {bytes} bytes, and only {stored} are stored for it; no compression gives so much, "
                + "so that the file is broken or incomplete", path);
    }
}
