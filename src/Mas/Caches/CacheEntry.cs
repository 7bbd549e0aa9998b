namespace Mas.Caches;

/// <summary>Something that was computed once and is kept on disk. It is made again where it is gone.</summary>
/// <param name="Kind">Such as <c>network</c>.</param>
/// <param name="What">What it is of, in a few words.</param>
/// <param name="Lock">The file whose lock everybody holds who uses it; its time says when that began.</param>
internal sealed record CacheEntry(string Folder, CacheKind Kind, string What, long Bytes, DateTime LastUsed, string Lock)
{
    public string Name => Path.GetFileName(Folder);

    /// <summary>Removes it; false where somebody uses it. It is renamed first: nobody finds half of one.</summary>
    /// <exception cref="InputException">It may not be removed.</exception>
    public bool Remove()
    {
        try
        {
            using (FileStream? alone = FileLock.TryAlone(Lock))
            {
                if (alone is null)
                    return false;
                // Windows renames no folder of an open file, and so none that somebody uses.
                if (OperatingSystem.IsWindows())
                    alone.Dispose();
                CacheFolders.Remove(Folder);
            }
            return true;
        }
        catch (IOException error) when (FileLock.IsHeld(error))
        {
            return false;
        }
        catch (DirectoryNotFoundException)
        {
            return true; // another process has removed it in this moment
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"this part of the cache cannot be removed ({error.Message.TrimEnd('.')}); remove it by hand",
                Folder, inner: error);
        }
    }
}

internal enum CacheKind
{
    /// <summary>A network that was trained.</summary>
    Network,

    /// <summary>What a language model makes of texts.</summary>
    Latents,

    /// <summary>What a killed process left of one of the others.</summary>
    Leftover,
}
