using Mas.Tasks.Tokenisers;
using Xunit;

namespace Mas.Tests.Tasks.Tokenisers;

public class TokenPlacesTests
{
    // Composed characters, so that tokenisers that normalise leave them as they are.
    private const string Text = "The café in Zürich — 你好, 🙂 — wasn't open; naïve 12 345 people.";

    [Fact]
    public void A_token_that_ends_within_a_character_has_no_place()
    {
        using Tokeniser tokeniser = GoldenTokenisers.Open("qwen3-tiny");
        // The golden cases say that 你 is three tokens here.
        Assert.Equal([-1, -1, 1], TokenPlaces.Of(tokeniser, "你", [160, 121, 254]));
    }

    [Fact]
    public void A_token_that_the_text_does_not_have_has_no_place()
    {
        using Tokeniser tokeniser = GoldenTokenisers.Open("llama-tiny");
        int[] ids = tokeniser.Encode(Text, SpecialTokens.Add);
        int[] places = TokenPlaces.Of(tokeniser, Text, ids);
        Assert.Equal(-1, places[0]);
        Assert.Equal(Text.Length, places[^1]);
    }

    // What the tokens up to a position say, by the reference library: a place is where that is a beginning of the text.
    [Theory]
    [InlineData("gpt2-tiny")]
    [InlineData("qwen2-tiny")]
    [InlineData("qwen3-tiny")]
    [InlineData("llama3-rope-tiny")]
    [InlineData("gpt-neox-tiny")]
    [InlineData("olmo2-tiny")]
    public void Places_are_where_the_tokens_so_far_say_a_beginning_of_the_text(string name)
    {
        using Tokeniser tokeniser = GoldenTokenisers.Open(name);
        int[] ids = tokeniser.Encode(Text, SpecialTokens.None);
        int[] expected = [.. Enumerable.Range(1, ids.Length).Select(count => tokeniser.Decode(ids.AsSpan(0, count)))
            .Select(said => Text.StartsWith(said, StringComparison.Ordinal) ? said.Length : -1)];
        Assert.Equal(expected, TokenPlaces.Of(tokeniser, Text, ids));
        Assert.Contains(-1, expected); // some character is several tokens
    }
}
