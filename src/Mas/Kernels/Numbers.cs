using System.Runtime.InteropServices;

namespace Mas.Kernels;

/// <summary>The memory of a contiguous tensor on the processor: what kernels read and write.</summary>
internal static class Numbers
{
    /// <summary>All of its numbers, row by row.</summary>
    public static Span<T> Of<T>(Tensor tensor)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(tensor.bytes);

    /// <summary>Some rows of a float32 matrix, [any, columns].</summary>
    public static Span<float> Rows(Tensor matrix, int first, int count, int columns) =>
        Of<float>(matrix).Slice(first * columns, count * columns);
}
