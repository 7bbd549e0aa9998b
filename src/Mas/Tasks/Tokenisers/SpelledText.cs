using System.Text;

namespace Mas.Tasks.Tokenisers;

/// <summary>A text as the bytes that a tokeniser cuts.</summary>
/// <param name="Bytes">[bytes] UTF-8.</param>
/// <param name="Units">[bytes + 1] how many UTF-16 units of the text are complete before each byte, and after the last.</param>
internal sealed record SpelledText(byte[] Bytes, int[] Units)
{
    /// <summary>The text as it is.</summary>
    public static SpelledText Straight(string text) => Of(text, part => Encoding.UTF8.GetBytes(part), isOneByOne: true);

    /// <summary>The text as a tokeniser normalises it. What normalisation joins, exchanges or replaces lies between two characters that
    /// join nothing: each such stretch is spelled by itself.</summary>
    /// <param name="spell">The bytes of the tokens of a stretch.</param>
    public static SpelledText Normalised(string text, Func<string, byte[]> spell) => Of(text, spell, isOneByOne: false);

    private static SpelledText Of(string text, Func<string, byte[]> spell, bool isOneByOne)
    {
        List<byte> bytes = new(text.Length);
        List<int> units = new(text.Length + 1);
        for (int at = 0; at < text.Length;)
        {
            int end = at + Rune.GetRuneAt(text, at).Utf16SequenceLength;
            while (!isOneByOne && end < text.Length && Rune.GetRuneAt(text, end) is var rune && TextUnits.Joins(rune))
                end += rune.Utf16SequenceLength;
            string part = text[at..end];
            Append(bytes, units, at, part, part is [< (char)128] ? [(byte)part[0]] : spell(part));
            at = end;
        }
        units.Add(text.Length);
        return new([.. bytes], [.. units]);
    }

    // Inside a stretch that came out otherwise, what is the same at its beginning counts as read.
    private static void Append(List<byte> bytes, List<int> units, int at, string part, byte[] spelled)
    {
        bytes.AddRange(spelled);
        string after = Encoding.UTF8.GetString(spelled);
        int common = part.AsSpan().CommonPrefixLength(after);
        int read = 0, unit = 0;
        foreach (Rune rune in after.EnumerateRunes())
        {
            for (int i = 0; i < rune.Utf8SequenceLength && read < spelled.Length; i++, read++)
                units.Add(at + Math.Min(unit, Math.Min(common, part.Length)));
            unit += rune.Utf16SequenceLength;
        }
        for (; read < spelled.Length; read++)
            units.Add(at);
    }
}
