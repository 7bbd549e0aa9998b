using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Mas.Networks.Scripted;

/// <summary>The parts of a TorchScript file that a network is made of, read once and checked: a zip archive with the text of its code,
/// its objects and their numbers. What libtorch is given is written anew from these parts, so that it sees what was checked.</summary>
internal sealed class ScriptArchive
{
    /// <summary>Bytes of the file, and of all parts unpacked.</summary>
    public const int MostBytes = 1 << 30;

    private const int MostParts = 100_000, MostCodeBytes = 1 << 26;

    // PyTorch writes it in either place, by the operators that a network uses.
    private static readonly string[] s_versions = ["version", ".data/version"];

    private readonly SortedDictionary<string, byte[]> _parts = new(StringComparer.Ordinal);

    private ScriptArchive(string path, byte[] file) => (Path, Hash) = (path, Convert.ToHexStringLower(SHA256.HashData(file)));

    public string Path { get; }

    /// <summary>SHA-256 of the file, in hexadecimal.</summary>
    public string Hash { get; }

    /// <summary>The text of the code, by name.</summary>
    public IEnumerable<(string Name, string Text)> Code => _parts.Where(part => IsCode(part.Key))
        .Select(part => (part.Key, Encoding.UTF8.GetString(part.Value)));

    /// <summary>The objects, as pickles, which are never unpickled here, and how many bytes of numbers stand under a key beside each; −1
    /// for none.</summary>
    public IEnumerable<(byte[] Pickle, Func<string, long> Numbers)> Objects =>
        from name in (string[])["data", "constants"]
        where _parts.ContainsKey($"{name}.pkl")
        let numbers = (Func<string, long>)(key => _parts.TryGetValue($"{name}/{key}", out byte[]? found) ? found.Length : -1)
        select (_parts[$"{name}.pkl"], numbers);

    /// <summary>Bytes of its numbers.</summary>
    public long NumberBytes => _parts.Where(part => IsNumbers(part.Key, "data/")).Sum(part => (long)part.Value.Length);

    /// <exception cref="InputException">It is no such file, or larger than it may be.</exception>
    public static ScriptArchive Read(string path)
    {
        byte[] file = FileBytes.ReadAll(path, MostBytes, "split the network, or bring it in as safetensors");
        var found = new ScriptArchive(path, file);
        if (!file.AsSpan().StartsWith("PK\u0003\u0004"u8))
            throw found.Error("this is no TorchScript file, which is a zip archive; "
                + "write it with torch.jit.script(model).save(\"network.pt\")");
        try
        {
            using var zip = new ZipArchive(new MemoryStream(file, writable: false), ZipArchiveMode.Read);
            found.Take(zip);
        }
        catch (Exception error) when (error is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            throw found.Error($"the zip archive is damaged ({error.Message.ReplaceLineEndings(" ").TrimEnd('.')})");
        }
        found.RequireWhole();
        return found;
    }

    // All parts are in one folder of any name.
    private void Take(ZipArchive zip)
    {
        if (zip.Entries.Count > MostParts)
            throw Error(Invariant($"the archive has {zip.Entries.Count} parts; at most {MostParts} are read"));
        long all = 0;
        foreach (ZipArchiveEntry entry in zip.Entries)
        {
            int slash = entry.FullName.IndexOf('/', StringComparison.Ordinal);
            string name = entry.FullName[(slash + 1)..];
            if (!IsWanted(name))
                continue;
            all += entry.Length;
            if (entry.Length < 0 || all > MostBytes)
                throw Error($"the parts of the archive have more than {MostBytes} bytes unpacked; bring the network in as safetensors");
            if (!_parts.TryAdd(name, Bytes(entry)))
                throw Error($"the archive has '{name}' twice");
        }
    }

    // A header may lie about the length.
    private byte[] Bytes(ZipArchiveEntry entry)
    {
        var bytes = new byte[entry.Length];
        using Stream stream = entry.Open();
        int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return read == bytes.Length && stream.ReadByte() < 0
            ? bytes : throw Error($"'{entry.FullName}' in the archive is not as long as its header says");
    }

    // Beside them a file may hold what helps to debug it, and what nobody asks for.
    private static bool IsWanted(string name) =>
        IsCode(name) || name is "data.pkl" or "constants.pkl" or "byteorder" || s_versions.Contains(name)
        || IsNumbers(name, "data/") || IsNumbers(name, "constants/");

    private static bool IsCode(string name) =>
        name.StartsWith("code/", StringComparison.Ordinal) && name.EndsWith(".py", StringComparison.Ordinal);

    private static bool IsNumbers(string name, string folder) =>
        name.StartsWith(folder, StringComparison.Ordinal) && name.AsSpan(folder.Length) is { Length: > 0 and < 10 } rest
        && !rest.ContainsAnyExceptInRange('0', '9');

    private void RequireWhole()
    {
        if (!_parts.Keys.Any(IsCode))
            throw Error("the archive has no code, as torch.save writes it; a TorchScript file is wanted: "
                + "torch.jit.script(model).save(\"network.pt\")");
        string? missing = !_parts.ContainsKey("data.pkl") ? "data.pkl" : !s_versions.Any(_parts.ContainsKey) ? "version" : null;
        if (missing is not null)
            throw Error($"the archive has no '{missing}', which a TorchScript file since PyTorch 1.6 has; save it again with a later one");
        if (_parts.Where(part => IsCode(part.Key)).Sum(part => (long)part.Value.Length) > MostCodeBytes)
            throw Error($"its code has more than {MostCodeBytes} bytes, which no network needs");
    }

    /// <summary>A file of these parts, uncompressed.</summary>
    public byte[] Write()
    {
        using var written = new MemoryStream();
        using (var zip = new ZipArchive(written, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach ((string name, byte[] bytes) in _parts)
            {
                using Stream stream = zip.CreateEntry($"network/{name}", CompressionLevel.NoCompression).Open();
                stream.Write(bytes);
            }
        }
        return written.ToArray();
    }

    private InputException Error(string message) => new(message, Path);
}
