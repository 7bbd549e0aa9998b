using System.Runtime.InteropServices;

namespace Mas.Tensors;

/// <summary>How glibc's allocator treats libtorch's large temporaries. Their sizes differ from step to step, and left alone they end up
/// scattered over ever-growing heaps: a run that holds 0.3 GB at any moment reached 1.2 GB. From a fixed size on they are mapped and given
/// back whole.</summary>
internal static partial class NativeMemory
{
    private const int TrimThreshold = -1, MapThreshold = -3; // names of the options in malloc.h
    private const int MappedFrom = 4 << 20, KeptFree = 32 << 20;

    /// <summary>Sets it where the C library is glibc; elsewhere nothing is done, and nothing depends on it but memory.</summary>
    public static void GiveBackLargeBlocks()
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libc.so.6", out nint library))
            return;
        if (NativeLibrary.TryGetExport(library, "mallopt", out _))
        {
            _ = SetAllocatorOption(MapThreshold, MappedFrom);
            _ = SetAllocatorOption(TrimThreshold, KeptFree);
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "mallopt")]
    private static partial int SetAllocatorOption(int option, int value);
}
