using System.Text;

namespace Mas.Tasks.Texts;

/// <summary>A file of texts: one on each line, or one in a key of the JSON object on each line.</summary>
/// <param name="field">The key of the text; of no account in a file of lines.</param>
/// <remarks>Read line by line, however long it is.</remarks>
internal sealed class TextFile(string path, string field = "text")
{
    /// <summary>Bytes of a line at most.</summary>
    public const int LongestLine = 1 << 20;

    private static readonly string[] s_objects = [".jsonl", ".ndjson"];

    public string Path => path;

    /// <summary>Is told now and then how many bytes have been read, and of how many; may throw to stop.</summary>
    public Action<long, long>? Progress { get; init; }

    /// <summary>All lines with their texts, also those that are empty.</summary>
    /// <exception cref="InputException">The first thing that is wrong with the file, when it is come to.</exception>
    public IEnumerable<TextLine> Read()
    {
        string kind = System.IO.Path.GetExtension(path).ToLowerInvariant();
        bool isObjects = s_objects.Contains(kind);
        if (!isObjects && kind != ".txt")
            throw new InputException(
                "a file of texts ends in .txt, one text on each line, or in .jsonl, one JSON object on each line", path);
        using LineReader lines = new(path, LongestLine) { Progress = Progress };
        while (lines.Next(out ReadOnlyMemory<byte> bytes, out int line))
        {
            RequireUtf8(bytes.Span, line);
            yield return new(line, isObjects ? new TextObject(path, field, line).Text(bytes) : Encoding.UTF8.GetString(bytes.Span));
        }
    }

    private void RequireUtf8(ReadOnlySpan<byte> bytes, int line)
    {
        if (System.Text.Unicode.Utf8.IsValid(bytes))
            return;
        int at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out int read) == System.Buffers.OperationStatus.Done)
            at += read;
        if (line == 1 && bytes is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..])
            throw new InputException("the file is UTF-16; save it as UTF-8", path);
        throw new InputException($"byte {at + 1} of the line is not UTF-8 (0x{bytes[at]:x2}); save the file as UTF-8", path, line, at + 1);
    }
}
