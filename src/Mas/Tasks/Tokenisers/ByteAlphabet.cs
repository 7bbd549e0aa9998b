using System.Collections.Frozen;
using System.Text;

namespace Mas.Tasks.Tokenisers;

/// <summary>GPT-2's way to write any bytes as printable characters: printable bytes of Latin-1 stand for themselves, the others, in their
/// order, for U+0100 and what follows.</summary>
internal static class ByteAlphabet
{
    private static readonly char[] s_characters = Made();

    private static readonly FrozenDictionary<char, byte> s_bytes =
        s_characters.Index().ToFrozenDictionary(entry => entry.Item, entry => (byte)entry.Index);

    /// <summary>[256] the character of each byte.</summary>
    public static ReadOnlySpan<char> Characters => s_characters;

    /// <summary>The bytes of a token; those of its own text where not all of it is of the alphabet.</summary>
    public static byte[] Bytes(string token)
    {
        byte[] bytes = new byte[token.Length];
        for (int i = 0; i < token.Length; i++)
            if (!s_bytes.TryGetValue(token[i], out bytes[i]))
                return Encoding.UTF8.GetBytes(token);
        return bytes;
    }

    private static char[] Made()
    {
        char next = '\u0100';
        return [.. Enumerable.Range(0, 256)
            .Select(one => one is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE ? (char)one : next++)];
    }
}
