using System.Text.RegularExpressions;
using Mas.Networks;
using Mas.Tensors;
using Xunit;

namespace Mas.Tests.Networks;

public sealed class NamePatternsTests
{
    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("a", "ab", false)]
    [InlineData("a?", "ab", false)]
    [InlineData("a.*", "a.b", true)]
    [InlineData("a.*", "a", false)]
    [InlineData("*", "", true)]
    [InlineData("*b", "ab", true)]
    [InlineData("a*a", "a", false)]
    [InlineData("*ab*ab", "abab", true)]
    [InlineData("*ab*ab", "aab", false)]
    [InlineData("a*b*c", "a-c-b-c", true)]
    public void A_star_stands_for_any_characters(string pattern, string name, bool isMatch) =>
        Assert.Equal(isMatch, new NamePatterns([pattern]).Match(name));

    [Fact]
    public void Matches_are_those_of_a_regular_expression()
    {
        var random = new SeededRandom(5);
        string Word(string letters, int longest) =>
            string.Concat(Enumerable.Range(0, random.Next(longest + 1)).Select(_ => letters[random.Next(letters.Length)]));
        int matches = 0;
        for (int i = 0; i < 20_000; i++)
        {
            (string pattern, string name) = (Word("ab*", 6), Word("ab", 8));
            bool expected = Regex.IsMatch(name, $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal)}\\z");
            Assert.True(expected == new NamePatterns([pattern]).Match(name), $"{pattern} {name}");
            matches += expected ? 1 : 0;
        }
        Assert.InRange(matches, 2_000, 18_000);
    }
}
