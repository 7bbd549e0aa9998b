namespace Mas.Results.Store;

/// <summary>The lock that keeps two runs out of one folder. It is held by the operating system for as long as the file is open, so that a
/// killed run (kill -9 too) leaves no lock behind. The empty file itself stays: deleting it would let two processes lock two different
/// files of that name. Only a run that withdraws takes it along.</summary>
internal static class RunLock
{
    public const string FileName = ".lock";

    public static FileStream Take(string folder) => RunFolder.Guarded(folder, FileName, () =>
    {
        try
        {
            return new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (FileLock.IsHeld(error))
        {
            throw new InputException(
                "another run is using this folder; wait for it to end or give another folder with --output", folder, inner: error);
        }
    });

    /// <summary>Whether the lock's file is still the one in its folder: a folder that was deleted, renamed or replaced has none, or one of
    /// another time. Windows deletes and renames no folder of an open file.</summary>
    public static bool IsInPlace(FileStream taken) =>
        File.Exists(taken.Name) && File.GetLastWriteTimeUtc(taken.Name) == File.GetLastWriteTimeUtc(taken.SafeFileHandle);

    /// <summary>Releases the lock and deletes its file.</summary>
    public static void Remove(FileStream taken)
    {
        // While it is held, so that the file is nobody else's; Windows deletes no open file.
        if (!OperatingSystem.IsWindows())
            File.Delete(taken.Name);
        taken.Dispose();
        if (OperatingSystem.IsWindows())
            File.Delete(taken.Name);
    }
}
