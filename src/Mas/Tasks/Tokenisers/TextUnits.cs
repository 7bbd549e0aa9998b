using System.Text;

namespace Mas.Tasks.Tokenisers;

/// <summary>UTF-16 units of a text.</summary>
internal static class TextUnits
{
    /// <summary>Where half of a surrogate pair stands alone; null where none does.</summary>
    public static int? FirstHalf(ReadOnlySpan<char> text)
    {
        for (int at = 0; at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
                continue;
            if (!char.IsHighSurrogate(text[at]) || at + 1 == text.Length || !char.IsLowSurrogate(text[at + 1]))
                return at;
            at++;
        }
        return null;
    }

    /// <summary>Whether a character can melt into the one before it when a text is normalised: marks, and the vowels and final consonants
    /// of Korean syllables.</summary>
    public static bool Joins(Rune rune) => rune.Value is >= 0x1160 and <= 0x11FF
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.EnclosingMark;
}
