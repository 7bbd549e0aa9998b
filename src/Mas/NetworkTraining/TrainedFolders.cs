using Mas.Caches;

namespace Mas.NetworkTraining;

/// <summary>Folders of trained networks in the cache, one for each key.</summary>
/// <remarks>Entries appear whole. Two processes that train the same network at once both succeed: the first to finish stores it.</remarks>
internal sealed class TrainedFolders(string folder)
{
    public string PlaceOf(string key) => Path.Combine(folder, key);

    /// <summary>What is stored; null where it is not there, or is damaged, and then it is removed.</summary>
    /// <param name="read">Reads it, while nobody may remove it to make room.</param>
    /// <param name="notice">Takes one sentence where it was damaged.</param>
    /// <exception cref="InputException">A damaged one cannot be removed.</exception>
    public static T? Stored<T>(string entry, Func<T> read, Action<string>? notice)
        where T : class
    {
        if (!Directory.Exists(entry))
            return null;
        try
        {
            using FileStream? use = Use(Path.Combine(entry, CacheFolders.NetworkSums));
            return read();
        }
        catch (InputException e)
        {
            notice?.Invoke($"the stored network {entry} is damaged and is trained again: {e.Errors[0].Message}");
            Remove(entry);
            return null;
        }
    }

    /// <summary>Tries the folder before training, not after: minutes would be lost.</summary>
    /// <exception cref="InputException">The folder cannot be written, or its limit is no size.</exception>
    public void RequireWritable()
    {
        try
        {
            Directory.CreateDirectory(folder);
            string probe = Path.Combine(folder, $".{Path.GetRandomFileName()}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(e);
        }
        _ = CachePruning.Limit();
    }

    /// <summary>Stores an entry, and makes room for it where the cache has a limit.</summary>
    /// <param name="save">Writes it, whole or not at all.</param>
    /// <exception cref="InputException">The folder cannot be written.</exception>
    public void Save(string entry, Action save, Action<string>? notice)
    {
        try
        {
            save();
        }
        catch (IOException) when (Directory.Exists(entry))
        {
            // Another process has stored the same bytes in this moment.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(e);
        }
        CachePruning.Enforce(folder, notice);
    }

    // Null where there is nothing to hold: it is damaged, or being removed.
    private static FileStream? Use(string sums)
    {
        if (!File.Exists(sums))
            return null;
        CacheFolders.Touch(sums);
        try
        {
            return FileLock.TryShare(sums);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null; // reading it says what is wrong
        }
    }

    private static void Remove(string entry)
    {
        try
        {
            CacheFolders.Remove(entry);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                "this damaged network cannot be removed from the cache; remove it, or name another folder with --cache or MAS_CACHE", entry,
                inner: e);
        }
    }

    private InputException Unwritable(Exception inner) =>
        new($"the cache folder for trained networks cannot be written ({inner.Message.TrimEnd('.')}); "
            + "name another one with --cache or MAS_CACHE", folder, inner: inner);
}
