using System.Text;

namespace Mas.Tasks.Tokenisers;

/// <summary>Cuts a text into the tokens that a language model reads.</summary>
/// <remarks>May be used from several threads.</remarks>
internal abstract class Tokeniser : IDisposable
{
    /// <summary>UTF-16 units of a text at most.</summary>
    public const int LongestText = 1 << 20;

    /// <summary>Opens the tokeniser of a Hugging Face folder: <c>tokenizer.json</c>, else <c>vocab.json</c> and <c>merges.txt</c>, else
    /// <c>tokenizer.model</c>.</summary>
    /// <exception cref="InputException">There is none, or it cannot be read.</exception>
    public static Tokeniser Open(string folder) => TokeniserFolder.Open(folder);

    /// <summary>Opens a tokenizer.json, whatever it is called.</summary>
    /// <exception cref="InputException">It is not there, or cannot be read.</exception>
    public static Tokeniser OpenFile(string path) => TokeniserFolder.OpenFile(path);

    /// <summary>The file that it was read from.</summary>
    public abstract string File { get; }

    /// <summary>SHA-256 of the files that say how it cuts, in hexadecimal.</summary>
    public abstract string Hash { get; }

    /// <summary>One more than the largest id.</summary>
    public abstract int VocabularySize { get; }

    /// <summary>Ids of special tokens, ascending.</summary>
    public abstract IReadOnlyList<int> SpecialIds { get; }

    /// <summary>The token that it puts before a text by itself; null where it puts none.</summary>
    public abstract int? Beginning { get; }

    /// <summary>The text of ids; an id that no token has gives nothing.</summary>
    /// <param name="withSpecial">Whether special tokens are written out.</param>
    public abstract string Decode(ReadOnlySpan<int> ids, bool withSpecial = true);

    /// <summary>The bytes that a token stands for; null where no token has the id.</summary>
    public abstract byte[]? Bytes(int id);

    /// <summary>The added token of an id; null where it is one of the vocabulary.</summary>
    public abstract AddedToken? Added(int id);

    /// <summary>Where it puts a space that is not in the text.</summary>
    public abstract LeadingSpace Leading { get; }

    /// <summary>Whether it writes characters in another form before it cuts, as Unicode's NFC does.</summary>
    public abstract bool Normalises { get; }

    protected abstract int[] Cut(string text, SpecialTokens special);

    /// <summary>The ids of a text.</summary>
    /// <exception cref="InputException">The text is too long, is no Unicode, or begins twice.</exception>
    public int[] Encode(string text, SpecialTokens special)
    {
        if (text.Length > LongestText)
            throw new InputException($"a text has {text.Length} characters, and at most {LongestText} are read; give it in parts");
        if (TextUnits.FirstHalf(text) is int half)
            throw new InputException($"at character {half + 1} of a text stands half of a surrogate pair; write the whole character");
        int[] ids = Cut(text, special);
        if (ids is [int first, int second, ..] && first == second && first == Beginning)
            throw new InputException($"a text begins twice with {Added(first)?.Content}, the token that begins a sequence: its template "
                + "has written one, and the tokeniser adds another; leave one of them out");
        return ids;
    }

    /// <summary>[ids] for each token, how many UTF-16 units of the text are read when it has been read. A character of several tokens
    /// counts with the last of them, and a token that the text does not have takes none.</summary>
    /// <param name="ids">The first ids of this text, or all.</param>
    /// <exception cref="InputException">They are not those of the text.</exception>
    public int[] Ends(string text, ReadOnlySpan<int> ids) => TokenEnds.Of(this, text, ids);

    /// <summary>A token as people read it. A byte that is no character by itself is written <c>\xe4</c>.</summary>
    public string TokenText(int id) => Bytes(id) is byte[] bytes ? Printable.Of(Shown(bytes)) : Invariant($"#{id}");

    /// <summary>Refuses the tokeniser of another model.</summary>
    /// <param name="rows">Rows of the model's embedding.</param>
    /// <exception cref="InputException">It has tokens that the embedding has no row for.</exception>
    public void RequireFits(long rows)
    {
        if (VocabularySize > rows)
            throw new InputException($"the tokeniser has ids up to {VocabularySize - 1}, and the model's embedding has {rows} rows: they "
                + "do not belong together; take the tokeniser that came with the weights", File);
    }

    public abstract void Dispose();

    private static string Shown(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        while (!bytes.IsEmpty)
        {
            bool isWhole = Rune.DecodeFromUtf8(bytes, out Rune rune, out int read) == System.Buffers.OperationStatus.Done;
            if (isWhole)
                text.Append(rune);
            else
                foreach (byte one in bytes[..read])
                    text.Append(CultureInfo.InvariantCulture, $"\\x{one:x2}");
            bytes = bytes[read..];
        }
        return text.ToString();
    }
}
