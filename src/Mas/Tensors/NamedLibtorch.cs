using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Mas.Tensors;

/// <summary>A libtorch that the user names, instead of the bundled one: <c>MAS_LIBTORCH</c> is the folder of its libraries, such as
/// <c>torch/lib</c> of a PyTorch installation.</summary>
internal static unsafe partial class NamedLibtorch
{
    public const string Variable = "MAS_LIBTORCH";

    private const int LargestVersionFile = 1 << 20;

    // Each after those that it needs. TorchSharp's own library is linked with them by name, and takes what is loaded already.
    private static readonly string[] s_libraries = ["c10", ByPath, "c10_cuda", "torch_cuda", "torch"];
    private const string ByPath = "torch_cpu";

    /// <summary>The folder; null where none is named.</summary>
    public static string? Folder => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : null;

    /// <summary>The version that TorchSharp is made for, its first two numbers. Asking TorchSharp would load the bundled one.</summary>
    public const string Wanted = "2.10";

    [GeneratedRegex(@"\d+\.\d+")]
    private static partial Regex Version { get; }

    /// <summary>Loads the libraries of a folder, and sees to it that TorchSharp loads no others beside them.</summary>
    /// <exception cref="InputException">They are missing, of another version, or cannot be loaded.</exception>
    public static void Load(string folder)
    {
        if (!OperatingSystem.IsLinux())
            throw new InputException($"{Variable} is for Linux only; unset it");
        string[] found = [.. s_libraries.Select(name => Path.GetFullPath(Path.Combine(folder, FileName(name)))).Where(File.Exists)];
        foreach (string needed in (string[])["c10", ByPath, "torch"])
            if (!File.Exists(Path.Combine(folder, FileName(needed))))
                throw new InputException($"{Variable} names a folder without {FileName(needed)}; "
                    + $"name the folder of the libraries of libtorch {Wanted}, such as torch/lib of PyTorch", folder);
        if (VersionOf(folder) is string other && other != Wanted)
            throw new InputException($"{Variable} names libtorch {other}; {Wanted} is wanted", folder);
        try
        {
            foreach (string library in found)
            {
                nint handle = NativeLibrary.Load(library);
                if (Path.GetFileName(library) == FileName(ByPath) && NativeTorch.Bundled(FileName(ByPath)) is string bundled)
                    AnswerTo(bundled, handle, library);
            }
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            throw Unusable(folder, error);
        }
    }

    // TorchSharp opens the bundled libtorch_cpu by its full path, which would be a second libtorch in the process and end it. The
    // loader of glibc compares a path with the names of what is loaded first. A handle is its struct link_map (<link.h>), whose
    // second word is that name.
    private static void AnswerTo(string bundled, nint handle, string library)
    {
        nint* name = (nint*)handle + 1;
        if (Marshal.PtrToStringUTF8(*name) != library)
            throw new DllNotFoundException($"the C library keeps {library} under another name");
        *name = Marshal.StringToCoTaskMemUTF8(bundled);
    }

    /// <summary>What is in the way, in the words of the system's loader, whose own sentence is the last one.</summary>
    public static InputException Unusable(string folder, Exception error)
    {
        string reason = NativeTorch.LoadersSentence(error.InnerException ?? error);
        return new InputException($"the libtorch that {Variable} names cannot be used: {reason.TrimEnd('.')}", folder, inner: error);
    }

    // Beside the folder, where PyTorch and the archives of libtorch state it; null where nothing does.
    private static string? VersionOf(string folder)
    {
        string above = Path.Combine(folder, "..");
        string? file = ((string[])["version.py", "build-version"]).Select(name => Path.Combine(above, name)).FirstOrDefault(File.Exists);
        if (file is null)
            return null;
        string text = Encoding.UTF8.GetString(FileBytes.ReadAll(file, LargestVersionFile, "this is no version of libtorch"));
        return Version.Match(text) is { Success: true } match ? match.Value : null;
    }

    private static string FileName(string name) => $"lib{name}.so";
}
