using Mas.Caches;

namespace Mas.Networks.TextActivity;

/// <summary>The folder of one key. Whoever is in it shares the lock of <c>.use</c>; whoever writes has that of <c>.recording</c> alone.
/// </summary>
internal sealed class StoreEntry(string latents, TextKey key)
{
    private const string HeaderName = "key.txt", RecordingName = ".recording";

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    public string Folder { get; } = Path.Combine(latents, key.Hash);

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Goes in: nobody removes the entry until the lock is let go.</summary>
    /// <exception cref="InputException">The folder cannot be written.</exception>
    public FileStream Enter(CancellationToken cancellation) => Guarded(() =>
    {
        string use = PathOf(CacheFolders.LatentsUse);
        while (true)
        {
            Directory.CreateDirectory(Folder);
            FileStream? shared = null;
            try
            {
                shared = FileLock.TryShare(use);
            }
            catch (DirectoryNotFoundException)
            {
                // It was removed in this moment, and is made again.
            }
            // A lock of a folder that was renamed meanwhile is one of nothing.
            if (shared is not null && File.Exists(use))
            {
                CacheFolders.Touch(use);
                return shared;
            }
            shared?.Dispose();
            Wait(cancellation);
        }
    });

    /// <summary>Waits until nobody else writes here, and writes alone from then on.</summary>
    /// <param name="waiting">Told once where it has to wait.</param>
    public FileStream Record(Action waiting, CancellationToken cancellation) => Guarded(() =>
    {
        for (bool isFirst = true; ; isFirst = false)
        {
            if (FileLock.TryAlone(PathOf(RecordingName)) is FileStream alone)
                return alone;
            if (isFirst)
                waiting();
            Wait(cancellation);
        }
    });

    /// <summary>What is wrong with what is stored here; null where nothing is. What is not there is not wrong.</summary>
    public string? Damage()
    {
        string header = PathOf(HeaderName);
        bool hasHeader = File.Exists(header);
        if (hasHeader && !IsOwn(header))
            return $"{HeaderName} is not that of this key";
        foreach (StoredFile file in StoredFile.Of(key).Concat(Enumerable.Range(0, key.Model.Config.Layers + 1)
            .Select(site => StoredFile.Of(key, site))))
        {
            var stored = new FileInfo(PathOf(file.Name));
            if (stored.Exists && !hasHeader)
                return $"{HeaderName} is missing";
            if (stored.Exists && stored.Length != file.TextBytes * key.Texts)
                return $"{file.Name} has {stored.Length} bytes instead of {file.TextBytes * key.Texts}";
        }
        return null;
    }

    /// <summary>Of some files those that are not there whole.</summary>
    public IReadOnlyList<StoredFile> Missing(IEnumerable<StoredFile> files) => [.. files.Where(file => !File.Exists(PathOf(file.Name)))];

    /// <summary>Says what is to be stored here.</summary>
    public void Begin()
    {
        AtomicFile.Write(PathOf(HeaderName), HeaderName, stream => stream.Write(key.Header));
        AtomicFile.Write(PathOf(CacheFolders.LatentsAbout), CacheFolders.LatentsAbout,
            stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(MessageLimits.Cut(key.About, 200))));
    }

    /// <summary>Removes everything.</summary>
    public void Remove() => Guarded(() =>
    {
        CacheFolders.Remove(Folder);
        return 0;
    });

    private bool IsOwn(string header)
    {
        try
        {
            return new FileInfo(header).Length == key.Header.Length
                && FileBytes.ReadAll(header, key.Header.Length, "").AsSpan().SequenceEqual(key.Header);
        }
        catch (InputException)
        {
            return false;
        }
    }

    private static void Wait(CancellationToken cancellation)
    {
        cancellation.WaitHandle.WaitOne(s_pause);
        cancellation.ThrowIfCancellationRequested();
    }

    private T Guarded<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (IOException error) when (DiskFullException.Is(error))
        {
            throw new DiskFullException("the store of latents", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"the store of latents cannot be written ({error.Message.TrimEnd('.')}); name another cache folder "
                + "with --cache or MAS_CACHE", Folder, inner: error);
        }
    }
}
