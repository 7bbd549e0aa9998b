using System.Text.Unicode;

namespace Mas.Results.Files;

/// <summary>The bytes of a text file, which is UTF-8.</summary>
internal static class Utf8Text
{
    /// <summary>The text's bytes, without the mark that some editors put before it.</summary>
    /// <exception cref="InputException">It is UTF-16, as PowerShell and Notepad may write it, or no text.</exception>
    public static ReadOnlyMemory<byte> Of(byte[] bytes, string path) => bytes switch
    {
        [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] or [0, not 0, ..] or [not 0, 0, ..] =>
            throw new InputException("the file is UTF-16; save it as UTF-8", path),
        _ when !Utf8.IsValid(bytes) => throw new InputException("the file is not UTF-8 text; save it as such", path),
        [0xEF, 0xBB, 0xBF, ..] => bytes.AsMemory(3),
        _ => bytes,
    };
}
