namespace Mas.Results.Files;

/// <summary>The disk (or the quota) ran out while a run was writing. Not the user's input but the machine's state, so the tool ends with
/// exit code 1. The earlier version of the file is still there, whole.</summary>
public sealed class DiskFullException : Exception
{
    // errno on Linux and macOS (EDQUOT differs), HRESULTs of ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL on Windows.
    private const int NoSpace = 28, QuotaLinux = 122, QuotaMac = 69;
    private const int WindowsDiskFull = unchecked((int)0x80070070), WindowsHandleDiskFull = unchecked((int)0x80070027);

    /// <summary>How its message begins.</summary>
    internal const string Beginning = "The disk is full";

    /// <summary>States which file could not be written, and the mend.</summary>
    public DiskFullException(string name, IOException inner)
        : base($"{Beginning}: {name} could not be written. Free some space and continue with --resume.", inner)
    {
    }

    /// <summary>Whether <paramref name="error"/> says that there is no space left.</summary>
    internal static bool Is(IOException error) => error.HResult is WindowsDiskFull or WindowsHandleDiskFull
        || (error.HResult == NoSpace && !OperatingSystem.IsWindows())
        || (error.HResult == QuotaLinux && OperatingSystem.IsLinux())
        || (error.HResult == QuotaMac && OperatingSystem.IsMacOS());
}
