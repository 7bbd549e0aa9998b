using System.Text.RegularExpressions;
using Mas.Oracles.Sources;
using Xunit;

namespace Mas.Tests.Docs;

/// <summary>Pages and experiments are written in short sentences with usual verbs. These patterns were found in long nested sentences again
/// and again. Where one turns up, split the sentence: a consequence is a sentence of its own, "what stands in the file" is "the file has",
/// "to be had" is "available", "bears it out" is "confirms it".</summary>
public partial class PlainEnglishTests
{
    [Fact]
    public void Pages_and_experiments_have_none_of_the_dropped_patterns() =>
        Assert.Empty(Texts().SelectMany(Found));

    [Theory]
    [InlineData("It is kept, so that it can be read.", "so that")]
    [InlineData("It is kept, So\nthat it can be read.", "So that")]
    [InlineData("Look at what in the file stands first.", "what in the file stands")]
    [InlineData("The best that is to be had.", "to be had")]
    [InlineData("PyTorch takes 39 s as it comes.", "as it comes")]
    [InlineData("The correction is dear.", "dear")]
    [InlineData("What bears the verdict out.", "bears the verdict out")]
    public void A_dropped_pattern_is_found_in_any_case_and_over_the_end_of_a_line(string text, string pattern) =>
        Assert.Equal([$"page: {pattern}"], Found(("page", text)));

    [Theory]
    [InlineData("It is so. That is why.")]
    [InlineData("This is what was measured. A pool stands for all.")]
    [InlineData("| what | stands |")]
    [InlineData("* what\n* stands")]
    [InlineData("A dearth of pages, and an arm that bears a load.")]
    public void Other_uses_of_the_words_of_a_dropped_pattern_are_not_found(string text) => Assert.Empty(Found(("page", text)));

    // Pages, and of experiments their comments, as one text without the marks of a comment.
    private static IEnumerable<(string Name, string Text)> Texts()
    {
        string root = SourceTree.Root;
        string[] files =
        [
            Path.Combine(root, "README.md"), Path.Combine(root, "benchmarks", "README.md"),
            .. Directory.GetFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories),
            .. Directory.GetFiles(Path.Combine(root, "experiments"), "*.yaml", SearchOption.AllDirectories),
        ];
        return files.Select(file => (Path.GetRelativePath(root, file).Replace('\\', '/'),
            file.EndsWith(".yaml", StringComparison.Ordinal) ? Comments(File.ReadAllText(file)) : File.ReadAllText(file)));
    }

    private static string Comments(string yaml) => string.Join('\n', CommentPattern().Matches(yaml).Select(match => match.Groups[1].Value));

    private static IEnumerable<string> Found((string Name, string Text) page) =>
        DroppedPattern().Matches(page.Text).Select(match => $"{page.Name}: {SpacePattern().Replace(match.Value, " ")}");

    // "what … stands" ends with its sentence, cell, item or paragraph.
    [GeneratedRegex(
        @"\bso\s+that\b|\bto\s+be\s+had\b|\bas\s+it\s+comes\b|\bdear\b|\bbears?\s+(?:\w+\s+){1,3}out\b"
        + @"|\bwhat\b(?:(?!\n\s*(?:\n|[*#-]\s|\d+\.\s))[^.?!:;|]){0,80}?\bstands?\b", RegexOptions.IgnoreCase)]
    private static partial Regex DroppedPattern();

    [GeneratedRegex(@"#\s?(.*)")]
    private static partial Regex CommentPattern();

    [GeneratedRegex(@"\s+")]
    private static partial Regex SpacePattern();
}
