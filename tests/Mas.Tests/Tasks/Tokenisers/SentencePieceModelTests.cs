using System.Buffers.Binary;
using System.Text;
using Mas.Results.Files;
using Mas.Tasks.Tokenisers;
using Xunit;

namespace Mas.Tests.Tasks.Tokenisers;

public sealed class SentencePieceModelTests : IDisposable
{
    private static readonly byte[] s_golden =
        File.ReadAllBytes(Golden.Path("language-models", "tokenizer-sentencepiece", "tokenizer.model"));

    private readonly TokeniserFiles _files = new();

    [Fact]
    public void A_model_that_is_cut_off_or_changed_is_refused_in_one_sentence_or_read()
    {
        var random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 400; i++)
        {
            byte[] bytes = i % 2 == 0 ? s_golden[..random.Next(s_golden.Length)] : [.. s_golden];
            for (int k = 0; k < i % 7 && bytes.Length > 0; k++)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                SentencePieceModel model = SentencePieceModel.Read(bytes, "m");
                using SentencePieceTokeniser tokeniser = new(model, addsBeginning: true, addsEnd: true, "m", "");
                int[] ids = tokeniser.Encode("Hello 你好 😀 <|im_start|>", SpecialTokens.Add);
                _ = tokeniser.Decode(ids) + string.Concat(ids.Select(tokeniser.TokenText));
            }
            catch (InputException e)
            {
                Assert.Single(e.Errors);
                refused++;
            }
        }
        Assert.InRange(refused, 100, 399);
    }

    [Theory]
    [InlineData(0, true, "the model has a model of another kind than BPE, which is not read; give the tokenizer.json of this model")]
    [InlineData(1, true, "the model has a model of another kind than BPE, which is not read; give the tokenizer.json of this model")]
    [InlineData(2, false, "the model has spaces that are joined or not marked, which is not read; give the tokenizer.json of this model")]
    public void A_model_of_another_kind_is_refused(int kind, bool keepsSpaces, string said)
    {
        _files.Write("tokenizer.model", Model(kind, keepsSpaces, ("<unk>", 0, 2), ("a", 0, 1)));
        Assert.Equal(said, _files.Refusal());
    }

    [Fact]
    public void A_model_without_pieces_with_one_twice_or_without_the_unknown_is_refused()
    {
        _files.Write("tokenizer.model", Model(2, true));
        Assert.Equal("this is no SentencePiece model: it has no pieces; was it downloaded in full?", _files.Refusal());
        _files.Write("tokenizer.model", Model(2, true, ("<unk>", 0, 2), ("a", 0, 1), ("a", 0, 1)));
        Assert.StartsWith("the piece 'a' is empty or very long, stands twice", _files.Refusal(), StringComparison.Ordinal);
        _files.Write("tokenizer.model", Model(2, true, ("a", 0, 1)));
        Assert.StartsWith("the model has not one piece for what is unknown", _files.Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Neighbours_with_the_highest_score_join_first_and_what_is_unknown_is_one_token()
    {
        _files.Write("tokenizer.model", Model(2, true,
            ("<unk>", 0, 2), ("▁", -1, 1), ("a", -2, 1), ("b", -3, 1), ("ab", -5, 1), ("ba", -4, 1), ("aba", -6, 1)));
        using Tokeniser tokeniser = Tokeniser.Open(_files.Folder);
        // ba before ab: a+ba, and ab+a is never made of these.
        Assert.Equal([1, 6], tokeniser.Encode("aba", SpecialTokens.None));
        Assert.Equal([1, 5, 5], tokeniser.Encode("baba", SpecialTokens.None));
        Assert.Equal([1, 2, 0, 3], tokeniser.Encode("axyzb", SpecialTokens.None));
        Assert.Equal("a ⁇ b", tokeniser.Decode([1, 2, 0, 3]));
    }

    [Fact]
    public void A_piece_that_is_not_used_falls_into_what_it_was_made_of()
    {
        _files.Write("tokenizer.model", Model(2, true,
            ("<unk>", 0, 2), ("▁", -1, 1), ("a", -2, 1), ("b", -3, 1), ("ab", -4, 5), ("abb", -5, 1)));
        using Tokeniser tokeniser = Tokeniser.Open(_files.Folder);
        Assert.Equal([1, 2, 3], tokeniser.Encode("ab", SpecialTokens.None));
        Assert.Equal([1, 5], tokeniser.Encode("abb", SpecialTokens.None));
    }

    [Fact]
    public void Settings_say_what_is_added_and_a_control_token_in_a_text_is_never_read()
    {
        _files.Write("tokenizer.model", s_golden);
        _files.Write("tokenizer_config.json", """{"add_bos_token": false, "add_eos_token": true}""");
        using Tokeniser tokeniser = Tokeniser.Open(_files.Folder);
        int[] bare = tokeniser.Encode("one", SpecialTokens.None);
        Assert.Equal([.. bare, 2], tokeniser.Encode("one", SpecialTokens.Add));
        Assert.Null(tokeniser.Beginning);
        Assert.Equal("a text spells out <s>, and a tokenizer.model never reads control tokens in a text; "
            + "give the tokenizer.json of this model beside it",
            Assert.Throws<InputException>(() => tokeniser.Encode("<s>one", SpecialTokens.Parse)).Errors.Single().Message);
    }

    public void Dispose() => _files.Dispose();

    // A model as sentencepiece_model.proto lays it out: pieces are field 1, the trainer's settings 2, the normaliser's 3.
    private static byte[] Model(int kind, bool keepsSpaces, params (string Text, float Score, int Kind)[] pieces)
    {
        List<byte> bytes = [];
        foreach ((string text, float score, int pieceKind) in pieces)
        {
            byte[] name = Encoding.UTF8.GetBytes(text), number = new byte[4];
            BinaryPrimitives.WriteSingleLittleEndian(number, score);
            byte[] piece = [0x0A, (byte)name.Length, .. name, 0x15, .. number, 0x18, (byte)pieceKind];
            bytes.AddRange([0x0A, (byte)piece.Length, .. piece]);
        }
        bytes.AddRange([0x12, 2, 0x18, (byte)kind]);
        bytes.AddRange([0x1A, 2, 0x20, (byte)(keepsSpaces ? 0 : 1)]);
        return [.. bytes];
    }
}
