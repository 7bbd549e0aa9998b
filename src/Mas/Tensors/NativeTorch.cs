using TorchSharp;

namespace Mas.Tensors;

/// <summary>libtorch cannot be loaded on this machine; the message says so in one sentence.</summary>
public sealed class NativeTorchException(string message, Exception inner) : Exception(message, inner);

/// <summary>The one place where libtorch is loaded and told to stay on one thread per caller.</summary>
public static class NativeTorch
{
    private static readonly Lock s_gate = new();
    private static bool s_loaded;

    [ThreadStatic]
    private static bool s_single;

    private static void LoadOnce()
    {
        NativeMemory.GiveBackLargeBlocks();
        torch.InitializeDeviceType(DeviceType.CPU);
        s_loaded = true;
    }

    /// <summary>Loads libtorch. Its own threads are set to one: parallelism is over networks and seeds, above it,
    /// which is faster on few cores and makes the bytes independent of the number of threads.</summary>
    /// <remarks>To be called on every thread that computes: the number belongs to the thread, and MKL's products on a thread
    /// where it is not set use all cores and round differently.</remarks>
    /// <exception cref="NativeTorchException">It cannot be loaded here.</exception>
    public static void Load()
    {
        if (s_single)
            return;
        lock (s_gate)
        {
            try
            {
                if (!s_loaded)
                    LoadOnce();
                torch.set_num_threads(1);
                s_single = true;
            }
            catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or NotSupportedException or EntryPointNotFoundException or BadImageFormatException or FileNotFoundException)
            {
                throw new NativeTorchException(
                    "The native library libtorch cannot be loaded here: it needs 64-bit Linux with glibc 2.28 and libstdc++ 6.0.30 or later "
                    + "(Debian 12, Ubuntu 22.04 or newer), Windows x64 or macOS arm64; 'mas doctor' says what is missing.", e);
            }
        }
    }
}
