using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Mas.Results;
using TorchSharp;

namespace Mas.Tensors;

/// <summary>
/// A libtorch that the user names, instead of the bundled one: <c>MAS_LIBTORCH</c> is the folder of its libraries, such as
/// <c>torch/lib</c> of a PyTorch installation.
/// </summary>
internal static partial class NamedLibtorch
{
    public const string Variable = "MAS_LIBTORCH";

    // Each after those that it needs. What is loaded already is what TorchSharp's own library is linked with.
    private static readonly string[] s_libraries = ["c10", "torch_cpu", "c10_cuda", "torch_cuda", "torch"];

    /// <summary>The folder; null where none is named.</summary>
    public static string? Folder => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } folder ? folder : null;

    /// <summary>The version that TorchSharp is made for, its first two numbers.</summary>
    public static string Wanted => Version.Match(torch.__version__).Value;

    [GeneratedRegex(@"\d+\.\d+")]
    private static partial Regex Version { get; }

    /// <summary>Loads the libraries of a folder and keeps TorchSharp from loading the bundled ones beside them.</summary>
    /// <exception cref="InputException">They are missing, of another version, or cannot be loaded.</exception>
    public static void Load(string folder)
    {
        string[] found = [.. s_libraries.Select(name => Path.GetFullPath(Path.Combine(folder, FileName(name)))).Where(File.Exists)];
        foreach (string needed in (string[])["c10", "torch_cpu", "torch"])
            if (!File.Exists(Path.Combine(folder, FileName(needed))))
                throw new InputException($"{Variable} names a folder without {FileName(needed)}; name the folder of the libraries of libtorch {Wanted}, such as torch/lib of PyTorch", folder);
        if (VersionOf(folder) is string other && other != Wanted)
            throw new InputException($"{Variable} names libtorch {other}; {Wanted} is wanted", folder);
        try
        {
            foreach (string library in found)
                _ = NativeLibrary.Load(library);
        }
        catch (Exception error) when (error is DllNotFoundException or BadImageFormatException)
        {
            throw Unusable(folder, error);
        }
        // TorchSharp looks beside itself first, and would load a second libtorch into the process.
        (typeof(torch).GetField("nativeBackendLoaded", BindingFlags.NonPublic | BindingFlags.Static)
            ?? throw new MissingFieldException("TorchSharp", "nativeBackendLoaded")).SetValue(null, true);
    }

    /// <summary>What is in the way, in the words of the system's loader, whose own sentence is the last one.</summary>
    public static InputException Unusable(string folder, Exception error)
    {
        string reason = (error.InnerException ?? error).Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)[^1];
        return new InputException($"the libtorch that {Variable} names cannot be used: {reason.TrimEnd('.')}", folder, inner: error);
    }

    // Beside the folder, where PyTorch and the archives of libtorch state it; null where nothing does.
    private static string? VersionOf(string folder)
    {
        string above = Path.Combine(folder, "..");
        string? file = ((string[])["version.py", "build-version"]).Select(name => Path.Combine(above, name)).FirstOrDefault(File.Exists);
        return file is null ? null : Version.Match(File.ReadAllText(file)) is { Success: true } match ? match.Value : null;
    }

    private static string FileName(string name) =>
        OperatingSystem.IsWindows() ? $"{name}.dll" : OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";
}
