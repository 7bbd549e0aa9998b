using Mas.Results.Files;
using Mas.Results.Json;
using Xunit;

namespace Mas.Results.Tests.Files;

public class PrintableTests
{
    public static TheoryData<string> Unprintable { get; } =
        ["\0", "\u001b", "\n", "\t", "\r", "\u007f", "\u0085", "\u009b", "\u061c", "\u200b", "\u200e", "\u200f", "\u202a", "\u202e",
            "\u2028", "\u2029", "\u2066", "\u2069", "\ufeff", "\ud800", "\udc00"];

    [Theory, MemberData(nameof(Unprintable))]
    public void What_would_be_obeyed_is_shown(string unprintable)
    {
        string escape = $"\\u{(int)unprintable[0]:x4}";
        Assert.Equal($"a{escape}b", Printable.Of($"a{unprintable}b"));
        Assert.Equal($"f{escape}:1: k{escape}: m{escape}", new InputError($"m{unprintable}", $"f{unprintable}", 1, Key: $"k{unprintable}")
            .ToString());
        Assert.DoesNotContain(unprintable, ResultJson.Error(new InputError($"m{unprintable}")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("plain ASCII ~")]
    [InlineData("gru-a→gru-b · 97.1 % (95.0–98.4) †")]
    [InlineData("größe 数 число عدد 👩\u200d🔬 नमस्\u200dते")]
    public void Words_of_all_languages_stay_as_they_are(string text) => Assert.Same(text, Printable.Of(text));

    [Fact]
    public void A_tag_that_cannot_be_seen_is_shown_as_its_pair_of_units() => Assert.Equal("\\udb40\\udc41", Printable.Of("\U000E0041"));

    [Fact]
    public void Kept_characters_stay() => Assert.Equal("a\nb\\u001b", Printable.Of("a\nb\u001b", kept: "\n"));

    [Fact]
    public void Json_says_the_same_text_with_escapes()
    {
        string json = ResultJson.Error(new InputError("a\u202eb\u001b"));
        Assert.Contains("\\u202e", json, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("a\u202eb\u001b",
            System.Text.Json.JsonDocument.Parse(json).RootElement.GetProperty("error").GetProperty("message").GetString());
    }
}
