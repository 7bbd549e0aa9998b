using System.Text;

namespace Mas.Tasks.Tokenisers;

/// <summary>How the tokens of a vocabulary are written, and what they say one after the other.</summary>
internal abstract class TokenSpelling
{
    /// <summary>The bytes that a token stands for.</summary>
    public abstract byte[] Bytes(string token);

    /// <summary>The text of tokens.</summary>
    public abstract string Text(IEnumerable<string> tokens);
}

/// <summary>Tokens in GPT-2's alphabet of bytes. Added tokens are read in it too.</summary>
internal sealed class ByteLevelSpelling : TokenSpelling
{
    public override byte[] Bytes(string token) => ByteAlphabet.Bytes(token);

    public override string Text(IEnumerable<string> tokens) => Encoding.UTF8.GetString([.. tokens.SelectMany(Bytes)]);
}

/// <summary>Tokens as SentencePiece writes them: ▁ is a space, &lt;0xE4&gt; a byte.</summary>
/// <param name="dropsSpace">Whether a space at the beginning was put there by the tokeniser.</param>
internal sealed class PieceSpelling(bool dropsSpace) : TokenSpelling
{
    public override byte[] Bytes(string token) => ByteOf(token) is byte one ? [one] : Encoding.UTF8.GetBytes(token.Replace('▁', ' '));

    public override string Text(IEnumerable<string> tokens)
    {
        var text = new StringBuilder();
        List<byte> bytes = [];
        foreach (string token in tokens)
        {
            if (ByteOf(token) is byte one)
                bytes.Add(one);
            else
            {
                Flush(bytes, text);
                text.Append(token.Replace('▁', ' '));
            }
        }
        Flush(bytes, text);
        return dropsSpace && text.Length > 0 && text[0] == ' ' ? text.ToString(1, text.Length - 1) : text.ToString();
    }

    /// <summary>The byte of a token such as &lt;0xE4&gt;; null of another.</summary>
    public static byte? ByteOf(string token) =>
        token is ['<', '0', 'x', _, _, '>'] && byte.TryParse(token.AsSpan(3, 2), NumberStyles.AllowHexSpecifier, null, out byte one)
            ? one : null;

    // Bytes that are no text are each a sign of their own.
    private static void Flush(List<byte> bytes, StringBuilder text)
    {
        byte[] run = [.. bytes];
        text.Append(System.Text.Unicode.Utf8.IsValid(run) ? Encoding.UTF8.GetString(run) : new string('\uFFFD', run.Length));
        bytes.Clear();
    }
}
