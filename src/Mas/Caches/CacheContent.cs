using System.Text;
using System.Text.Json;

namespace Mas.Caches;

/// <summary>Everything in a cache folder.</summary>
/// <param name="Entries">The one that was used last comes first.</param>
internal sealed record CacheContent(string Folder, IReadOnlyList<CacheEntry> Entries)
{
    private const string LanguageModelKey = "model_type";
    private const int LargestConfig = 1 << 20, LargestAbout = 1 << 12, LongestWord = 80;

    public long Bytes => Entries.Sum(entry => entry.Bytes);

    /// <summary>Reads a cache folder, which need not be there.</summary>
    /// <exception cref="InputException">It may not be read.</exception>
    public static CacheContent Read(string folder)
    {
        if (File.Exists(folder))
            throw new InputException("this is a file; a cache is a folder, named with --cache or MAS_CACHE", folder);
        try
        {
            IEnumerable<CacheEntry?> all =
                [.. Folders(folder).Select(Network), .. Folders(Path.Combine(folder, CacheFolders.Latents)).Select(Latents)];
            return new CacheContent(folder, [.. all.OfType<CacheEntry>()
                .OrderByDescending(entry => entry.LastUsed).ThenBy(entry => entry.Name, StringComparer.Ordinal)]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"the cache cannot be read ({error.Message.TrimEnd('.')}); name another one with --cache or MAS_CACHE",
                folder, inner: error);
        }
    }

    private static IEnumerable<string> Folders(string folder) => Directory.Exists(folder) ? Directory.EnumerateDirectories(folder) : [];

    private static CacheEntry? Network(string folder) =>
        CacheFolders.IsLeftover(folder) ? Entry(folder, CacheKind.Leftover, "", CacheFolders.NetworkSums)
        : CacheFolders.IsEntry(folder) ? Entry(folder, CacheKind.Network, Described(folder), CacheFolders.NetworkSums) : null;

    private static CacheEntry? Latents(string folder) =>
        CacheFolders.IsLeftover(folder) ? Entry(folder, CacheKind.Leftover, "", CacheFolders.LatentsUse)
        : CacheFolders.IsEntry(folder) ? Entry(folder, CacheKind.Latents, About(folder), CacheFolders.LatentsUse) : null;

    private static CacheEntry? Entry(string folder, CacheKind kind, string what, string lockName)
    {
        try
        {
            string used = Path.Combine(folder, lockName);
            DateTime last = File.Exists(used) ? File.GetLastWriteTimeUtc(used) : Directory.GetLastWriteTimeUtc(folder);
            return new CacheEntry(folder, kind, what,
                new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length), last, used);
        }
        catch (Exception error) when (error is DirectoryNotFoundException or FileNotFoundException)
        {
            return null; // removed by another process in this moment
        }
    }

    // Such as "gru, multi-object". What is damaged has no words.
    private static string Described(string folder)
    {
        try
        {
            byte[] bytes = FileBytes.ReadAll(Path.Combine(folder, CacheFolders.NetworkConfig), LargestConfig, "");
            using JsonDocument config = JsonDocument.Parse(bytes);
            return config.RootElement.TryGetProperty(LanguageModelKey, out _) ? $"{Word(config.RootElement, LanguageModelKey)}, texts"
                : string.Join(", ", Word(config.RootElement, "architecture"), Word(config.RootElement, "task"));
        }
        catch (Exception error) when (error is InputException or JsonException or InvalidOperationException)
        {
            return "damaged";
        }
    }

    private static string Word(JsonElement config, string key) =>
        config.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? MessageLimits.Cut(value.GetString()!, LongestWord) : "?";

    private static string About(string folder)
    {
        string about = Path.Combine(folder, CacheFolders.LatentsAbout);
        try
        {
            return File.Exists(about) ? Encoding.UTF8.GetString(FileBytes.ReadAll(about, LargestAbout, "")).Trim() : "unfinished";
        }
        catch (InputException)
        {
            return "damaged";
        }
    }
}
