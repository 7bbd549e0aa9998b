using System.Runtime.InteropServices;

namespace Mas.Kernels;

/// <summary>The memory of a contiguous tensor on the processor: what kernels read and write.</summary>
internal static class Numbers
{
    /// <summary>All of its numbers, row by row.</summary>
    public static Span<T> Of<T>(Tensor tensor)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(tensor.bytes);
}
