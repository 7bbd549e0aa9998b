using System.Text;

namespace Mas.Experiments.Reading;

/// <summary>Reads an experiment file's text, which is small and UTF-8.</summary>
internal static class ExperimentText
{
    private const int MostBytes = 1 << 20;

    public static string Read(string path)
    {
        ReadOnlySpan<byte> content = FileBytes.ReadAll(path, MostBytes, "this is no experiment");
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
}
