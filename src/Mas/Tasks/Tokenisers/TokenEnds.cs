using System.Text;

namespace Mas.Tasks.Tokenisers;

/// <summary>Which characters of a text its tokens cover: their bytes are followed along those of the text.</summary>
internal sealed class TokenEnds(Tokeniser tokeniser, SpelledText text)
{
    private static readonly byte[] s_markOfSpace = Encoding.UTF8.GetBytes("▁");

    private int _cursor;

    /// <summary>[ids] as <see cref="Tokeniser.Ends"/>.</summary>
    public static int[] Of(Tokeniser tokeniser, string text, ReadOnlySpan<int> ids)
    {
        int[] ends = new int[ids.Length];
        int failed = new TokenEnds(tokeniser, SpelledText.Straight(text)).Follow(ids, ends);
        if (failed >= 0 && tokeniser.Normalises)
            failed = new TokenEnds(tokeniser, SpelledText.Normalised(text, part => Spelled(tokeniser, part))).Follow(ids, ends);
        return failed < 0 ? ends : throw new InputException($"token {failed} of a text ('{tokeniser.TokenText(ids[failed])}') does not "
            + "stand there as it is spelled: this tokeniser changes texts in a way for which it is not known "
            + "which characters a token covers");
    }

    // The number of the first token that is not there; −1 where all are.
    private int Follow(ReadOnlySpan<int> ids, int[] ends)
    {
        bool isBefore = tokeniser.Leading != LeadingSpace.None;
        for (int i = 0; i < ids.Length; i++)
        {
            if (tokeniser.Added(ids[i]) is { } added)
            {
                TakeAdded(added);
                isBefore |= tokeniser.Leading is LeadingSpace.Always or LeadingSpace.WhereMissing;
            }
            else if (!Take(tokeniser.Bytes(ids[i]), isBefore))
                return i;
            else
                isBefore = false;
            ends[i] = text.Units[_cursor];
        }
        return -1;
    }

    private bool Take(ReadOnlySpan<byte> token, bool isBefore)
    {
        bool mayDrop = isBefore && token is [(byte)' ', ..];
        if (mayDrop && tokeniser.Leading != LeadingSpace.WhereMissing)
            return TakeIf(Past(token[1..], _cursor));
        return TakeIf(Past(token, _cursor)) || (mayDrop && TakeIf(Past(token[1..], _cursor)));
    }

    // One that is not there was added, and takes nothing.
    private void TakeAdded(AddedToken added)
    {
        int start = added.TakesBefore ? PastBlanks(_cursor) : _cursor;
        if (TakeIf(Past(Encoding.UTF8.GetBytes(added.Content), start)) && added.TakesAfter)
            _cursor = PastBlanks(_cursor);
    }

    private bool TakeIf(int past)
    {
        if (past >= 0)
            _cursor = past;
        return past >= 0;
    }

    // Where these bytes end that begin here; −1 where others stand here. The mark that stands for a space may stand there itself.
    private int Past(ReadOnlySpan<byte> token, int at)
    {
        foreach (byte one in token)
        {
            ReadOnlySpan<byte> rest = text.Bytes.AsSpan(at);
            if (one == ' ' && rest.StartsWith(s_markOfSpace))
                at += s_markOfSpace.Length;
            else if (!rest.IsEmpty && rest[0] == one)
                at++;
            else
                return -1;
        }
        return at;
    }

    private int PastBlanks(int at)
    {
        while (Rune.DecodeFromUtf8(text.Bytes.AsSpan(at), out Rune rune, out int read) == System.Buffers.OperationStatus.Done
            && Rune.IsWhiteSpace(rune))
            at += read;
        return at;
    }

    private static byte[] Spelled(Tokeniser tokeniser, string part)
    {
        byte[] bytes = [.. tokeniser.Encode(part, SpecialTokens.None).SelectMany(id => tokeniser.Bytes(id) ?? [])];
        return tokeniser.Leading == LeadingSpace.Always && bytes is [(byte)' ', ..] ? bytes[1..] : bytes;
    }
}
