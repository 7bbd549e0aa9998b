using System.Text;

namespace Mas.Experiments.Reading;

/// <summary>Reads an experiment file's text, which is small and UTF-8.</summary>
internal static class ExperimentText
{
    private const int MostBytes = 1 << 20;

    public static string Read(string path)
    {
        byte[] bytes = ReadBytes(path);
        ReadOnlySpan<byte> content = bytes.AsSpan();
        if (content.StartsWith(Encoding.UTF8.Preamble))
            content = content[Encoding.UTF8.Preamble.Length..];
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(content);
        }
        catch (DecoderFallbackException error)
        {
            throw new InputException("the file is not valid UTF-8; an experiment is a text file", path, inner: error);
        }
    }

    private static byte[] ReadBytes(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            var bytes = new byte[MostBytes + 1];
            int read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return read <= MostBytes ? bytes[..read]
                : throw new InputException($"the file is larger than {MostBytes} bytes; this is no experiment", path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InputException("there is no such file", path, inner: error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException(
                Directory.Exists(path) ? "this is a folder; an experiment file is wanted"
                    : $"the file cannot be read ({error.Message.ReplaceLineEndings(" ")})", path, inner: error);
        }
    }
}
