using Microsoft.Win32.SafeHandles;

namespace Mas.Tensors.Safetensors;

/// <summary>Positioned reads that turn what can go wrong with a file into one sentence.</summary>
/// <remarks>Read, not mapped: a mapped file that another program shortens kills the process, a read only comes back short.</remarks>
internal static class FileBytes
{
    /// <summary>Opens an existing file for reading; others may do with it what they like meanwhile, on every system.</summary>
    public static SafeFileHandle Open(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException("there is no such file", path, inner: error);
        }
        catch (UnauthorizedAccessException error)
        {
            string reason = Directory.Exists(path)
                ? "this is a folder; a file is wanted" : "the file may not be read; its permissions forbid it";
            throw new InputException(reason, path, inner: error);
        }
        catch (Exception error) when (error is IOException or ArgumentException or NotSupportedException)
        {
            throw Unreadable(path, error);
        }
    }

    /// <summary>Fills <paramref name="destination"/> from <paramref name="offset"/> on.</summary>
    public static void Read(SafeFileHandle file, long offset, Span<byte> destination, string path)
    {
        try
        {
            while (!destination.IsEmpty)
            {
                int read = RandomAccess.Read(file, destination, offset);
                if (read == 0)
                    throw new InputException(
                        $"the file ends at byte {offset}, earlier than when it was opened; it was shortened meanwhile", path);
                offset += read;
                destination = destination[read..];
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Unreadable(path, error);
        }
    }

    private static InputException Unreadable(string path, Exception error) =>
        new($"the file cannot be read ({error.Message.ReplaceLineEndings(" ")})", path, inner: error);
}
