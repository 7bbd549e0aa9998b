using Mas.Tasks.Tokenisers;
using Xunit;

namespace Mas.Tests.Tasks.Tokenisers;

public class SplitPatternTests
{
    [Theory]
    // GPT-2, Llama 3, Qwen2, StarCoder, GPT-4o and Mistral's newer ones, DeepSeek, digits from the right, and forms that never go back.
    [InlineData(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+")]
    [InlineData(@"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+")]
    [InlineData(@"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+")]
    [InlineData(@"[0-9][0-9][0-9]")]
    [InlineData(@"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
        + @"|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
        + @"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+")]
    [InlineData(@"[!""#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*"
        + @"|\s+(?!\S)|\s+")]
    [InlineData(@"\d{1,3}(?=(?:\d{3})*\b)")]
    [InlineData(@"[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s")]
    [InlineData(@"[]a]+|[^]b]|x{2}|[a[b-d]&&[^c]]")]
    public void Expressions_of_language_models_are_plain(string pattern) => Assert.True(SplitPattern.IsPlain(pattern));

    [Theory]
    [InlineData("")]
    [InlineData("(")]
    [InlineData("a)")]
    [InlineData("[a")]
    [InlineData("a\\")]
    [InlineData("\\p{L")]
    [InlineData("*a")]
    [InlineData("a{3,2,1}")]
    [InlineData("a{99}")]
    [InlineData("a**")]
    [InlineData("(a+)+")]
    [InlineData("(?:a|b)*c")]
    [InlineData("(?:a?){20}")]
    [InlineData("((a*)*)*b")]
    [InlineData("x+x+y")]
    [InlineData("(x*)(x*)y")]
    [InlineData("(?=x*x*y)")]
    [InlineData("(?:x*|z)x*$")]
    [InlineData("x{0,1000}x*y")]
    [InlineData("(a)\\1")]
    [InlineData("(?<p>a\\g<p>?b)")]
    [InlineData("(?<=a+)b")]
    [InlineData("(?{x})a")]
    [InlineData("(?>a)b")]
    [InlineData("a(*FAIL)")]
    public void Expressions_that_are_damaged_or_can_be_tried_in_very_many_ways_are_not(string pattern) =>
        Assert.False(SplitPattern.IsPlain(pattern));

    [Fact]
    public void Expressions_of_great_depth_or_length_are_not() =>
        Assert.All((string[])[$"{new string('(', 9000)}a{new string(')', 9000)}", $"{new string('(', 30)}a{new string(')', 30)}",
            new('a', 9000)],
            pattern => Assert.False(SplitPattern.IsPlain(pattern)));
}
