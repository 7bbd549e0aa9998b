using System.Text;
using Mas.Results.Files;
using Mas.Tasks.Tokenisers;
using Xunit;

namespace Mas.Tests.Tasks.Tokenisers;

public class TokenEndsTests
{
    [Fact]
    public void A_character_of_several_tokens_counts_with_the_last_of_them()
    {
        using Tokeniser tokeniser = GoldenTokenisers.Open("qwen3-tiny");
        // The golden cases say that 你 is three tokens here.
        Assert.Equal([0, 0, 1], tokeniser.Ends("你", [160, 121, 254]));
    }

    [Theory]
    [InlineData("qwen3-tiny", "cafe\u0301 x")] // NFC: é
    [InlineData("qwen3-tiny", "q\u0307\u0323 e")] // NFC turns the marks round
    [InlineData("qwen3-tiny", "\u212B \u1112\u1161\u11AB.")] // Å is another character; three parts of a syllable are one
    [InlineData("gpt-neox-tiny", "e\u0301\u0301\u0323 \u0344")]
    [InlineData("gpt2-tiny", "cafe\u0301 x")] // as it is
    public void Characters_are_those_of_the_text_as_it_is_given(string name, string text)
    {
        using Tokeniser tokeniser = GoldenTokenisers.Open(name);
        RequireProperties(tokeniser, text, tokeniser.Encode(text, SpecialTokens.None));
    }

    [Fact]
    public void What_normalisation_joins_is_read_when_all_of_it_is_read()
    {
        using Tokeniser tokeniser = GoldenTokenisers.Open("qwen3-tiny");
        int[] ids = tokeniser.Encode("e\u0301x", SpecialTokens.None);
        Assert.Equal("\u00E9x", tokeniser.Decode(ids));
        Assert.Equal([0, 2, 3], tokeniser.Ends("e\u0301x", ids)); // é is two bytes, and no token of its own
    }

    [Fact]
    public void Blanks_that_a_token_takes_belong_to_it()
    {
        using Tokeniser tokeniser = GoldenTokenisers.Open("gpt-neox-tiny");
        const string Text = "a  <|sep|>  b"; // it takes blanks before and after
        int[] ids = tokeniser.Encode(Text, SpecialTokens.Parse);
        Assert.Equal(3, ids.Length);
        Assert.Equal([1, 12, 13], tokeniser.Ends(Text, ids));
    }

    [Fact]
    public void The_first_ids_of_a_text_cover_what_they_cover_in_all()
    {
        using Tokeniser tokeniser = GoldenTokenisers.Open("llama-tiny");
        const string Text = "The committee's survey of 12345 streets.";
        int[] ids = tokeniser.Encode(Text, SpecialTokens.Add);
        int[] ends = tokeniser.Ends(Text, ids);
        Assert.Equal(0, ends[0]); // the token that begins a sequence
        Assert.Equal(ends.Take(4), tokeniser.Ends(Text, ids.AsSpan(0, 4)));
    }

    [Fact]
    public void Ids_of_another_text_are_refused()
    {
        using Tokeniser tokeniser = GoldenTokenisers.Open("gpt2-tiny");
        int[] ids = tokeniser.Encode("one two", SpecialTokens.None);
        InputException error = Assert.Throws<InputException>(() => tokeniser.Ends("\u001bother", ids));
        Assert.Contains("does not stand there as it is spelled", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', error.Message);
    }

    /// <summary>What must hold of the ends of any text.</summary>
    internal static void RequireProperties(Tokeniser tokeniser, string text, int[] ids)
    {
        int[] ends = tokeniser.Ends(text, ids);
        Assert.Equal(ids.Length, ends.Length);
        Assert.Equal(ends.Order(), ends);
        if (ids.Length > 0)
            Assert.Equal(text.Length, ends[^1]);
        if (ids.Any(id => tokeniser.Added(id) is not null))
            return;
        int put = Spelled(tokeniser, ids).Length - Form(tokeniser, text).Length;
        Assert.InRange(put, 0, tokeniser.Leading == LeadingSpace.None ? 0 : 1);
        string whole = tokeniser.Decode(ids);
        for (int i = 0; i < ids.Length; i++)
        {
            string read = Form(tokeniser, text[..ends[i]]), spelled = Spelled(tokeniser, ids[..(i + 1)])[put..];
            RequireBeginning(tokeniser, spelled, read);
            string decoded = tokeniser.Decode(ids.AsSpan(0, i + 1));
            if (whole == Form(tokeniser, text) && !decoded.EndsWith('\uFFFD'))
                RequireBeginning(tokeniser, decoded, read);
        }
    }

    // A character that is cut is a sign at the end of what is spelled. Within what normalisation joins, less is read than is spelled.
    private static void RequireBeginning(Tokeniser tokeniser, string spelled, string read)
    {
        (spelled, read) = (spelled.TrimEnd('\uFFFD'), read.TrimEnd('\uFFFD'));
        Assert.True(spelled == read || (tokeniser.Normalises && spelled.StartsWith(read, StringComparison.Ordinal)),
            $"'{spelled}' is spelled, and '{read}' is read");
    }

    private static string Spelled(Tokeniser tokeniser, int[] ids) =>
        Encoding.UTF8.GetString([.. ids.SelectMany(id => tokeniser.Bytes(id)!)]);

    // The mark of a space that stands in a text is a space among tokens.
    private static string Form(Tokeniser tokeniser, string text) => tokeniser.Normalises
        ? tokeniser.Decode(tokeniser.Encode(text, SpecialTokens.None))
        : tokeniser.Leading == LeadingSpace.None ? text : text.Replace('▁', ' ');
}
