namespace Mas.Caches;

/// <summary>Where what lies in the cache, and how it is marked.</summary>
internal static class CacheFolders
{
    /// <summary>Names of the files of a trained network.</summary>
    public const string NetworkConfig = "config.json", NetworkSums = "SHA256SUMS";

    /// <summary>The folder of stored latents, and the files of one entry that say what it is and who uses it.</summary>
    public const string Latents = "latents", LatentsAbout = "about.txt", LatentsUse = ".use";

    private const int HashLength = 64;

    /// <summary>Whether a folder is named by a hash.</summary>
    public static bool IsEntry(string folder) => IsHash(Path.GetFileName(folder));

    /// <summary>Whether a folder is one that was being written or removed when its process ended.</summary>
    public static bool IsLeftover(string folder)
    {
        string name = Path.GetFileName(folder).TrimStart('.');
        return name.Length > HashLength && IsHash(name[..HashLength]) && name[HashLength] == '.';
    }

    /// <summary>Notes that an entry is used now.</summary>
    /// <param name="file">The file whose lock its users hold.</param>
    public static void Touch(string file)
    {
        try
        {
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A cache of somebody else's, which can be read: its owner decides what stays.
        }
    }

    /// <summary>Renames a folder and removes it, so that nobody opens one that is half removed.</summary>
    public static void Remove(string folder)
    {
        string aside = $"{folder}.{Path.GetRandomFileName()}";
        try
        {
            Directory.Move(folder, aside);
            Directory.Delete(aside, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // Another process has removed it.
        }
    }

    private static bool IsHash(string name) => name.Length == HashLength && name.All(letter => char.IsAsciiHexDigitLower(letter)
        || char.IsAsciiDigit(letter));
}
