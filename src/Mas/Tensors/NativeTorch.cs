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

    /// <summary>Loads libtorch. Its own threads are set to one: parallelism is over networks and seeds, above it, which is faster on few
    /// cores and makes the bytes independent of the number of threads.</summary>
    /// <remarks>To be called on every thread that computes: the number belongs to the thread, and MKL's products on a thread where it is
    /// not set use all cores and round differently.</remarks>
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
            catch (Exception e) when (e is TypeInitializationException or DllNotFoundException or NotSupportedException
                or EntryPointNotFoundException or BadImageFormatException or FileNotFoundException)
            {
                throw NamedLibtorch.Folder is string named ? NamedLibtorch.Unusable(named, e) : new NativeTorchException(
                    "The native library libtorch cannot be loaded here: it needs 64-bit Linux with glibc 2.34 and libstdc++ 6.0.30 "
                    + "(GCC 12) or later (Debian 12, Ubuntu 22.04 or newer), Windows x64 or macOS arm64; "
                    + "'mas doctor' says what is missing.",
                    Reason(), e);
            }
        }
    }

    /// <summary>Loads libtorch, and refuses a device that it does not see.</summary>
    /// <exception cref="NativeTorchException">It cannot be loaded here.</exception>
    /// <exception cref="InputException">There is no such device.</exception>
    public static void Require(Device device)
    {
        Load();
        if (device.IsHost)
            return;
        IReadOnlyList<Device> seen = Devices();
        if (seen.Count == 1)
            throw new InputException($"--device {device.Name} needs a graphics card and a libtorch with CUDA; name the folder of a "
                + $"libtorch {NamedLibtorch.Wanted} that has it, such as torch/lib of PyTorch, with {NamedLibtorch.Variable}");
        if (!seen.Contains(device))
            throw new InputException($"--device {device.Name} is not there; there are {string.Join(", ", seen.Select(one => one.Name))}");
    }

    /// <summary>Every device that the loaded libtorch sees, the processor first.</summary>
    public static IReadOnlyList<Device> Devices()
    {
        Load();
        int cards = torch.cuda.is_available() ? torch.cuda.device_count() : 0;
        return [Device.Cpu, .. Enumerable.Range(0, cards).Select(card => new Device(DeviceType.CUDA, card, torch.ScalarType.Float32))];
    }

    /// <summary>The folder that <c>MAS_LIBTORCH</c> names; null for the bundled libtorch.</summary>
    public static string? NamedFolder => NamedLibtorch.Folder;

    // TorchSharp tells on standard output where it has looked; that belongs to the result.
    private static void Initialise()
    {
        NativeMemory.GiveBackLargeBlocks();
        TextWriter output = Console.Out;
        Console.SetOut(TextWriter.Null);
        try
        {
            if (NamedLibtorch.Folder is string folder)
                NamedLibtorch.Load(folder);
            torch.InitializeDeviceType(DeviceType.CPU);
        }
        finally
        {
            Console.SetOut(output);
        }
    }

    private static string Reason()
    {
        string name = OperatingSystem.IsWindows() ? "LibTorchSharp.dll"
            : OperatingSystem.IsMacOS() ? "libLibTorchSharp.dylib" : "libLibTorchSharp.so";
        if (Bundled(name) is not string library)
            return $"{name} is missing in {AppContext.BaseDirectory}; install the tool again";
        try
        {
            NativeLibrary.Free(NativeLibrary.Load(library));
            return $"{library} loads, but what it needs does not";
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            return LoadersSentence(e);
        }
    }

    /// <summary>A native library that came with the program; null where it is missing.</summary>
    internal static string? Bundled(string name) =>
        (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? AppContext.BaseDirectory)
            .Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    // .NET's advice comes first, the loader's own sentence last.
    internal static string LoadersSentence(Exception error) =>
        error.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1];
}
