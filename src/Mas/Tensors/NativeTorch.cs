using System.Runtime.InteropServices;
using TorchSharp;

namespace Mas.Tensors;

/// <summary>libtorch cannot be loaded on this machine; the message says so in one sentence.</summary>
public sealed class NativeTorchException(string message, string reason, Exception inner) : Exception(message, inner)
{
    /// <summary>What is in the way, in the words of the system's loader where it has any.</summary>
    public string Reason => reason;
}

/// <summary>The one place where libtorch is loaded and told to stay on one thread per caller.</summary>
public static class NativeTorch
{
    private static readonly Lock s_gate = new();
    private static bool s_loaded;

    [ThreadStatic]
    private static bool s_single;

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
                    Initialise();
                s_loaded = true;
                torch.set_num_threads(1);
                s_single = true;
            }
            catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or NotSupportedException or EntryPointNotFoundException or BadImageFormatException or FileNotFoundException)
            {
                throw new NativeTorchException(
                    "The native library libtorch cannot be loaded here: it needs 64-bit Linux with glibc 2.34 and libstdc++ 6.0.30 (GCC 12) or later "
                    + "(Debian 12, Ubuntu 22.04 or newer), Windows x64 or macOS arm64; 'mas doctor' says what is missing.", Reason(), e);
            }
        }
    }

    // TorchSharp tells on standard output where it has looked; that belongs to the result.
    private static void Initialise()
    {
        NativeMemory.GiveBackLargeBlocks();
        TextWriter output = Console.Out;
        Console.SetOut(TextWriter.Null);
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
        }
        finally
        {
            Console.SetOut(output);
        }
    }

    private static string Reason()
    {
        string name = OperatingSystem.IsWindows() ? "LibTorchSharp.dll" : OperatingSystem.IsMacOS() ? "libLibTorchSharp.dylib" : "libLibTorchSharp.so";
        string folders = AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? AppContext.BaseDirectory;
        if (folders.Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) is not string library)
            return $"{name} is missing in {AppContext.BaseDirectory}; install the tool again";
        try
        {
            NativeLibrary.Free(NativeLibrary.Load(library));
            return $"{library} loads, but what it needs does not";
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            // .NET's advice comes first, the loader's own sentence last.
            return e.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1];
        }
    }
}
