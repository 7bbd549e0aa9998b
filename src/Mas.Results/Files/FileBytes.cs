using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Mas.Results.Files;

/// <summary>Opens every file that is read, and turns what can go wrong with it into one sentence.</summary>
/// <remarks>Read, not mapped: a mapped file that another program shortens kills the process, a read only comes back short.</remarks>
internal static class FileBytes
{
    /// <summary>Opens an existing file for reading; others may do with it what they like meanwhile, on every system.</summary>
    /// <exception cref="InputException">It is missing, empty, unreadable, or no regular file: what has no length is never opened, because
    /// a pipe would wait for its writer and a device may never end.</exception>
    public static SafeFileHandle Open(string path)
    {
        try
        {
            RequireContent(path);
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException("there is no such file", path, inner: error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new InputException("the file may not be read; its permissions forbid it", path, inner: error);
        }
        catch (Exception error) when (error is IOException or ArgumentException or NotSupportedException)
        {
            throw Unreadable(path, error);
        }
    }

    /// <summary>Fills <paramref name="destination"/> from <paramref name="offset"/> on.</summary>
    public static void Read(SafeFileHandle file, long offset, Span<byte> destination, string path)
    {
        while (!destination.IsEmpty)
        {
            int read = ReadSome(file, offset, destination, path);
            if (read == 0)
                throw new InputException(
                    $"the file ends at byte {offset}, earlier than when it was opened; it was shortened meanwhile", path);
            offset += read;
            destination = destination[read..];
        }
    }

    /// <summary>Reads what comes from <paramref name="offset"/> on, as much as is had at once; 0 bytes at the file's end.</summary>
    public static int ReadSome(SafeFileHandle file, long offset, Span<byte> destination, string path)
    {
        try
        {
            return RandomAccess.Read(file, destination, offset);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Unreadable(path, error);
        }
    }

    /// <summary>The whole file; nothing is allocated for one that is too large.</summary>
    /// <param name="most">Bytes that are read at most.</param>
    /// <param name="advice">What to do about a file that is larger.</param>
    /// <exception cref="InputException">As <see cref="Open"/>, or it is too large.</exception>
    public static byte[] ReadAll(string path, int most, string advice)
    {
        using SafeFileHandle file = Open(path);
        long length = RandomAccess.GetLength(file);
        if (length > most)
            throw new InputException($"the file has {length} bytes, and at most {most} are read; {advice}", path);
        var bytes = new byte[length];
        Read(file, 0, bytes, path);
        return bytes;
    }

    /// <summary>SHA-256 of a file of any length, in hexadecimal.</summary>
    /// <exception cref="InputException">As <see cref="Open"/>.</exception>
    public static string Sha256(string path)
    {
        using FileStream stream = new(Open(path), FileAccess.Read);
        try
        {
            return Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (IOException error)
        {
            throw Unreadable(path, error);
        }
    }

    /// <summary>Where a link leads that leads nowhere; null for what is there, and for no link.</summary>
    public static string? LostTarget(string path) =>
        new FileInfo(path).LinkTarget is not null && File.ResolveLinkTarget(path, returnFinalTarget: true) is { Exists: false } target
        && !Directory.Exists(path) ? target.FullName : null;

    private static void RequireContent(string path)
    {
        if (Directory.Exists(path))
            throw new InputException("this is a folder; a file is wanted", path);
        FileInfo file = new(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path);
        // So does /dev/stdin, where it is a pipe.
        if (LostTarget(path) is string lost)
            throw new InputException($"this link leads to {lost}, which is no file on the disk", path);
        if (!file.Exists)
            throw new FileNotFoundException();
        if (file.Length == 0)
            throw new InputException(
                "the file is empty, or a pipe, a device or a socket, which is not read; give a file with content", path);
    }

    private static InputException Unreadable(string path, Exception error) =>
        new($"the file cannot be read ({error.Message.ReplaceLineEndings(" ").TrimEnd('.')})", path, inner: error);
}
