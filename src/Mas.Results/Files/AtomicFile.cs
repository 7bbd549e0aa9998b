namespace Mas.Results.Files;

/// <summary>Writes a file under a temporary name in its own folder, flushes it to disk and renames it: whoever looks sees the old file or
/// the new one, never half of one, also after a kill or a power cut.</summary>
internal static class AtomicFile
{
    private const string Prefix = ".mas-", Suffix = ".partial";

    /// <param name="name">What messages call it.</param>
    /// <param name="makesFolder">Whether the file's folder is made where it is missing.</param>
    /// <exception cref="DiskFullException">No space is left; the earlier file is untouched.</exception>
    public static void Write(string path, string name, Action<Stream> content, bool makesFolder = true)
    {
        string folder = Path.GetDirectoryName(path)!;
        // The process id keeps a report that is redrawn beside a running run from sharing its temporary file.
        string partial = Path.Combine(folder, $"{Prefix}{Path.GetFileName(path)}.{Environment.ProcessId}{Suffix}");
        try
        {
            if (makesFolder)
                Directory.CreateDirectory(folder);
            using (FileStream stream = new(partial, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                content(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(partial, path, overwrite: true);
        }
        catch (Exception error)
        {
            TryDelete(partial);
            if (error is IOException io && DiskFullException.Is(io))
                throw new DiskFullException(name, io);
            throw;
        }
    }

    /// <summary>Whether a file name is one that a killed run can leave behind.</summary>
    public static bool IsLeftover(string path)
    {
        string name = Path.GetFileName(path);
        return name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal);
    }

    /// <summary>Removes what killed runs left, in the folder and below it.</summary>
    public static void RemoveLeftovers(string folder)
    {
        foreach (string file in Directory.EnumerateFiles(folder, $"{Prefix}*{Suffix}", SearchOption.AllDirectories))
            TryDelete(file);
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A leftover does no harm, and the first error is the one worth telling.
        }
    }
}
