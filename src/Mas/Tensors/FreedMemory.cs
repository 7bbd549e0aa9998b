using System.Runtime.InteropServices;

namespace Mas.Tensors;

/// <summary>Memory that nothing uses any more and that the process still holds.</summary>
internal static partial class FreedMemory
{
    /// <summary>Gives it back to the system, between two stages. The collector does not see what libtorch takes next, and the system's
    /// allocator keeps what many small pieces have left.</summary>
    public static void Return()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        if (OperatingSystem.IsLinux())
            _ = Trim(0);
    }

    // Of glibc, without which libtorch does not load.
    [LibraryImport("libc.so.6", EntryPoint = "malloc_trim")]
    private static partial int Trim(nint kept);
}
