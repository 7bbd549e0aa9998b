using Mas.Caches;
using Mas.Networks.Pretrained;

namespace Mas.Networks.TextActivity;

/// <summary>What language models make of texts, on disk: recorded once, used by every later run. Sites are separate: what is missing is
/// recorded alone.</summary>
/// <param name="cache">The cache folder, in which the latents have one of their own; made on first use.</param>
/// <param name="variable">Value of an environment variable, or null; null for the environment of the process.</param>
internal sealed class LatentStore(string cache, Func<string, string?>? variable = null)
{
    private readonly string _latents = Path.Combine(cache, CacheFolders.Latents);

    /// <summary>Hashes of weight files, remembered beside the latents.</summary>
    public FileHashes Hashes { get; } = new(Path.Combine(cache, CacheFolders.Latents, "hashes"));

    /// <summary>Bytes that would be written: 0 where everything is there.</summary>
    /// <param name="sites">Blocks that the streams enter.</param>
    public double Missing(TextKey key, IEnumerable<int> sites) =>
        new StoreEntry(_latents, key).Missing(Files(key, sites)).Sum(file => (double)file.TextBytes * key.Texts);

    /// <summary>Opens what is stored; records what is not.</summary>
    /// <param name="sites">Blocks that the streams enter; the number of layers for what leaves the last one.</param>
    /// <param name="open">Gives the model where something is to be recorded. It stays the caller's.</param>
    /// <param name="device">Where latents shall be; null for the processor.</param>
    /// <exception cref="InputException">The store cannot be written, or the disk has no room.</exception>
    /// <exception cref="DiskFullException">No space is left; what is recorded stays for the next time.</exception>
    public StoredTexts Open(
        TextKey key, IEnumerable<int> sites, Func<Decoder> open, RecordingOptions options, Device? device = null)
    {
        _ = CachePruning.Limit(variable); // a wrong one is told before the work
        int[] wanted = [.. sites.Distinct().Order()];
        var entry = new StoreEntry(_latents, key);
        FileStream use = entry.Enter(options.Cancellation);
        try
        {
            if (Damage(entry, key, wanted) is string damage)
            {
                options.Say?.Invoke($"the stored latents {entry.Folder} are damaged and are recorded again: {damage}");
                use.Dispose();
                entry.Remove();
                use = entry.Enter(options.Cancellation);
            }
            if (entry.Missing(Files(key, wanted)).Count > 0)
            {
                Record(entry, key, wanted, open, options);
                CachePruning.Enforce(cache, options.Say, variable);
            }
            return new StoredTexts(entry, key, wanted, use, device ?? Device.Cpu);
        }
        catch
        {
            use.Dispose();
            throw;
        }
    }

    private static void Record(StoreEntry entry, TextKey key, int[] wanted, Func<Decoder> open, RecordingOptions options)
    {
        using FileStream alone = entry.Record(() => options.Say?.Invoke(
            $"another process records what {key.Model.Name} makes of these texts; this one waits for it"), options.Cancellation);
        // The other one may have recorded it.
        int[] missing = [.. wanted.Where(site => entry.Missing([StoredFile.Of(key, site)]).Count > 0)];
        bool hasTexts = entry.Missing(StoredFile.Of(key)).Count == 0;
        entry.Begin();
        var recording = new TextRecording(entry, key, open, options);
        if (!hasTexts)
            recording.Everything(wanted);
        else if (missing.Length > 0)
            recording.Sites(missing, StoredTexts.ReadRows(entry, key));
    }

    // Also what has the right size and cannot be true.
    private static string? Damage(StoreEntry entry, TextKey key, int[] wanted)
    {
        if (entry.Damage() is string damage)
            return damage;
        if (entry.Missing(StoredFile.Of(key)).Count > 0)
            return null;
        try
        {
            int[] there = [.. wanted.Where(site => entry.Missing([StoredFile.Of(key, site)]).Count == 0)];
            using var tried = new StoredTexts(entry, key, there, null, Device.Cpu);
            return null;
        }
        catch (InputException error)
        {
            return error.Message;
        }
    }

    private static IEnumerable<StoredFile> Files(TextKey key, IEnumerable<int> sites) =>
        StoredFile.Of(key).Concat(sites.Distinct().Select(site => StoredFile.Of(key, site)));
}
