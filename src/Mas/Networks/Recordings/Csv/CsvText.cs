using System.Buffers;
using System.Text;
using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Recordings.Csv;

/// <summary>The checks of a text file that are made before it is taken apart, in one pass: UTF-8, no zero bytes, every quote
/// closed.</summary>
internal static class CsvText
{
    private const int Block = 1 << 16;

    /// <exception cref="InputException">One of them fails; line and column are told.</exception>
    public static void Require(OpenedFile file)
    {
        var buffer = new byte[Block];
        int kept = 0; // bytes of a letter that the last block has cut
        var place = new CsvPlace();
        (int Line, int Column)? quote = null;
        for (long at = 0; at < file.Length;)
        {
            int count = (int)Math.Min(Block - kept, file.Length - at);
            file.Read(at, buffer.AsSpan(kept, count));
            at += count;
            ReadOnlySpan<byte> bytes = buffer.AsSpan(0, kept + count);
            while (Rune.DecodeFromUtf8(bytes, out Rune rune, out int length) is var status && status == OperationStatus.Done)
            {
                if (rune.Value == 0)
                    throw new InputException("the file has zero bytes and is no text; give CSV as UTF-8 text", file.Path, place.Line);
                if (rune.Value == '"')
                    quote = quote is null ? (place.Line, place.Column) : null;
                place.Pass(rune.Value);
                bytes = bytes[length..];
                if (bytes.IsEmpty)
                    break;
            }
            if (bytes.Length >= 4 || (bytes.Length > 0 && at == file.Length))
                throw new InputException("the file is not UTF-8 text here; save it as such", file.Path, place.Line, place.Column);
            bytes.CopyTo(buffer);
            kept = bytes.Length;
        }
        if (quote is (int line, int column))
            throw new InputException("a quote is opened here and never closed", file.Path, line, column);
    }
}

/// <summary>A line and column, both from 1, that move on with every letter.</summary>
internal sealed class CsvPlace
{
    public int Line { get; private set; } = 1;

    public int Column { get; private set; } = 1;

    public void Pass(int letter) => (Line, Column) = letter == '\n' ? (Line + 1, 1) : (Line, Column + 1);
}
