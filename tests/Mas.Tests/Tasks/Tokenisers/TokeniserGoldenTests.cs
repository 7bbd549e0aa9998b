using System.Text.Json;
using Mas.Tasks.Tokenisers;
using Xunit;

namespace Mas.Tests.Tasks.Tokenisers;

/// <summary>Ids and texts as the families' own libraries give them.</summary>
public class TokeniserGoldenTests
{
    public static TheoryData<string> Names => GoldenTokenisers.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Bare_ids_are_those_of_the_reference(string name) => Each(name, (tokeniser, item, text) =>
    {
        // SentencePiece itself finds no control tokens in a text.
        SpecialTokens special = tokeniser is SentencePieceTokeniser ? SpecialTokens.None : SpecialTokens.Parse;
        Assert.Equal(GoldenTokenisers.Ids(item), tokeniser.Encode(text, special));
        if (!Spells(tokeniser, text))
            Assert.Equal(GoldenTokenisers.Ids(item), tokeniser.Encode(text, SpecialTokens.None));
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void With_special_tokens_ids_are_those_of_the_reference(string name) => Each(name, (tokeniser, item, text) =>
        Assert.Equal(GoldenTokenisers.Ids(item, "ids_with_special"), tokeniser.Encode(text, SpecialTokens.Add)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Ids_become_text_as_in_the_reference(string name) => Each(name, (tokeniser, item, _) =>
    {
        Assert.Equal(item.GetProperty("decoded").GetString(), tokeniser.Decode(GoldenTokenisers.Ids(item)));
        Assert.Equal(item.GetProperty("decoded_skipping_special").GetString(),
            tokeniser.Decode(GoldenTokenisers.Ids(item, "ids_with_special"), withSpecial: false));
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Ids_that_end_inside_a_character_become_text_as_in_the_reference(string name)
    {
        using Tokeniser tokeniser = GoldenTokenisers.Open(name);
        JsonElement cases = GoldenTokenisers.Cases(name).GetProperty("decode_cases");
        Assert.NotEqual(0, cases.GetArrayLength());
        Assert.All(cases.EnumerateArray(), item =>
            Assert.Equal(item.GetProperty("decoded").GetString(), tokeniser.Decode(GoldenTokenisers.Ids(item))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_special_token_that_a_text_spells_out_is_letters_unless_it_is_asked_for(string name)
    {
        using Tokeniser tokeniser = GoldenTokenisers.Open(name);
        foreach (int id in tokeniser.SpecialIds)
        {
            string text = $"one{tokeniser.Added(id)!.Content}two";
            int[] spelled = tokeniser.Encode(text, SpecialTokens.None);
            Assert.DoesNotContain(id, spelled);
            Assert.Equal(text, tokeniser.Decode(spelled));
            if (tokeniser is not SentencePieceTokeniser)
                Assert.Contains(id, tokeniser.Encode(text, SpecialTokens.Parse));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Characters_that_tokens_cover_rise_to_the_end_of_the_text_and_agree_with_what_is_decoded(string name) =>
        Each(name, (tokeniser, item, text) =>
        {
            foreach (string ids in (string[])["ids", "ids_with_special"])
                TokenEndsTests.RequireProperties(tokeniser, text, GoldenTokenisers.Ids(item, ids));
        });

    private static void Each(string name, Action<Tokeniser, JsonElement, string> check)
    {
        using Tokeniser tokeniser = GoldenTokenisers.Open(name);
        JsonElement cases = GoldenTokenisers.Cases(name).GetProperty("cases");
        Assert.True(cases.GetArrayLength() > 70);
        Assert.All(cases.EnumerateArray(), item => check(tokeniser, item, item.GetProperty("text").GetString()!));
    }

    private static bool Spells(Tokeniser tokeniser, string text) =>
        tokeniser.SpecialIds.Any(id => text.Contains(tokeniser.Added(id)!.Content, StringComparison.Ordinal));
}
