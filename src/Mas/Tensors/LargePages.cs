using System.Runtime.InteropServices;

namespace Mas.Tensors;

/// <summary>Memory in pages of 2 MB: where large weights are read, a page of 4 KB each costs more than to copy what goes into it.</summary>
internal static partial class LargePages
{
    private const int UseLargePages = 14; // MADV_HUGEPAGE
    private const nint Size = 2 << 20;

    /// <summary>Asks Linux for them. Nothing depends on the answer but time.</summary>
    /// <param name="tensor">Contiguous, on the host, not filled yet.</param>
    public static unsafe void Prefer(Tensor tensor)
    {
        if (!OperatingSystem.IsLinux() || tensor.numel() == 0)
            return;
        using Tensor flat = tensor.view(-1), one = flat.narrow(0, 0, 1);
        fixed (byte* start = one.bytes)
        {
            nint first = ((nint)start + Size - 1) & -Size, end = ((nint)start + (nint)(tensor.numel() * tensor.ElementSize)) & -Size;
            if (end > first)
                _ = Advise(first, end - first, UseLargePages);
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nint length, int advice);
}
