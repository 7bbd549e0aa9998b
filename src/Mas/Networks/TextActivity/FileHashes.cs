using System.Security.Cryptography;
using System.Text;

namespace Mas.Networks.TextActivity;

/// <summary>SHA-256 of files. Of a large file it is remembered, by its path, size and time: reading it takes seconds.</summary>
/// <param name="folder">Where hashes are remembered; made on first use. Null remembers none.</param>
internal sealed class FileHashes(string? folder)
{
    private const long Large = 1 << 24;
    private const int HashLength = 64, MostBytes = 1 << 10;

    // Two changes within one tick of a file system's clock leave the same time.
    private static readonly TimeSpan s_settled = TimeSpan.FromSeconds(3);

    /// <exception cref="InputException">The file cannot be read.</exception>
    public string Of(string path)
    {
        var before = new FileInfo(path);
        if (folder is null || !before.Exists || before.Length < Large)
            return FileBytes.Sha256(path);
        string memo = Path.Combine(folder, Hex(Encoding.UTF8.GetBytes(Path.GetFullPath(path)))), state = StateOf(before);
        if (Remembered(memo, state) is string known)
            return known;
        string hash = FileBytes.Sha256(path);
        if (StateOf(new FileInfo(path)) == state && DateTime.UtcNow - before.LastWriteTimeUtc > s_settled)
            Remember(memo, $"{state} {hash}");
        return hash;
    }

    public static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static string StateOf(FileInfo file)
    {
        // A link has a size and a time of its own.
        FileInfo content = file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;
        return Invariant($"{content.Length} {content.LastWriteTimeUtc.Ticks}");
    }

    private static string? Remembered(string memo, string state)
    {
        if (!File.Exists(memo))
            return null;
        try
        {
            string[] words = Encoding.UTF8.GetString(FileBytes.ReadAll(memo, MostBytes, "")).Split(' ');
            return words.Length == 3 && $"{words[0]} {words[1]}" == state && words[2].Length == HashLength ? words[2] : null;
        }
        catch (InputException)
        {
            return null; // damaged: it is computed again and written anew
        }
    }

    private static void Remember(string memo, string content)
    {
        try
        {
            AtomicFile.Write(memo, "the hash of a weight file", stream => stream.Write(Encoding.UTF8.GetBytes(content)));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or DiskFullException)
        {
            // It is computed once more the next time.
        }
    }
}
