using System.Buffers;
using System.Text;

namespace Mas.Results.Files;

/// <summary>Text from files as it is shown. What a terminal, a page or a spreadsheet would obey instead of showing it is written as
/// <c>\u001b</c>: control characters and escapes, marks that turn the direction of writing or cannot be seen, separators of lines and
/// paragraphs, halves of surrogate pairs.</summary>
internal static class Printable
{
    /// <param name="kept">Characters that stay although they control something, such as line ends between lines of our own.</param>
    public static string Of(string text, string kept = "")
    {
        StringBuilder? shown = null;
        for (int at = 0, length; at < text.Length; at += length)
        {
            bool isWhole = Rune.DecodeFromUtf16(text.AsSpan(at), out Rune rune, out length) == OperationStatus.Done;
            bool isShown = isWhole && (Is(rune) || kept.Contains(text[at]));
            if (!isShown)
                shown ??= new StringBuilder(text, 0, at, 2 * text.Length);
            for (int i = at; i < at + length; i++)
                _ = isShown ? shown?.Append(text[i]) : shown!.Append(Escape(text[i]));
        }
        return shown?.ToString() ?? text;
    }

    /// <summary><c>\u001b</c>, as JSON, C# and Python write a character by its number.</summary>
    public static string Escape(char unit) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");

    // The two joiners belong to the spelling of languages and to emoji, and turn nothing.
    private static bool Is(Rune rune) => rune.Value is >= ' ' and <= '~' or '\u200C' or '\u200D'
        || Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
