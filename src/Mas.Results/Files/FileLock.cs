namespace Mas.Results.Files;

/// <summary>A lock of the operating system on a file: many may share it, or one has it alone. It ends with the process, however that ends.
/// </summary>
internal static class FileLock
{
    // EWOULDBLOCK on Linux and macOS, ERROR_SHARING_VIOLATION on Windows.
    private const int HeldLinux = 11, HeldMac = 35, HeldWindows = unchecked((int)0x80070020);

    /// <summary>Shares the lock; null while somebody has it alone. The empty file is made where it is missing.</summary>
    public static FileStream? TryShare(string path) => Try(path, FileAccess.Read, FileShare.Read);

    /// <summary>Takes the lock alone; null while anybody has it.</summary>
    public static FileStream? TryAlone(string path) => Try(path, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Whether an error says that somebody else has the lock.</summary>
    public static bool IsHeld(IOException error) => error.HResult is HeldWindows
        || (error.HResult == HeldLinux && OperatingSystem.IsLinux()) || (error.HResult == HeldMac && OperatingSystem.IsMacOS());

    private static FileStream? Try(string path, FileAccess access, FileShare share)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, access, share);
        }
        catch (IOException error) when (IsHeld(error))
        {
            return null;
        }
    }
}
