using System.Text.RegularExpressions;
using Mas.Oracles.Sources;
using Xunit;

namespace Mas.Tests.Docs;

/// <summary>docs/index.md gives the one order in which the guide is read; the pages of docs/reference are looked up.</summary>
public partial class ReadingOrderTests
{
    private const int MostWords = 900;

    private static readonly string s_docs = Path.Combine(SourceTree.Root, "docs");

    // The numbered list of the index.
    private static readonly string[] s_guide = [.. StepPattern().Matches(Text("index.md")).Select(step => step.Groups["page"].Value)];

    [Fact]
    public void Every_page_of_the_guide_is_in_the_reading_order_once() =>
        Assert.Equal(
            Directory.GetFiles(s_docs, "*.md").Select(Path.GetFileName).Except(["index.md"]).Order(StringComparer.Ordinal),
            s_guide.Order(StringComparer.Ordinal));

    [Fact]
    public void A_page_of_the_guide_is_short() =>
        Assert.All(s_guide.Append("index.md"), page =>
            Assert.InRange(Text(page).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length, 1, MostWords - 1));

    [Fact]
    public void The_first_and_the_last_line_of_a_page_of_the_guide_lead_to_its_neighbours()
    {
        string[] order = ["index.md", .. s_guide, "reference/index.md"];
        Assert.All(s_guide.Index(), page =>
        {
            string[] lines = Text(page.Item).TrimEnd().Split('\n');
            Assert.All([lines[0], lines[^1]], line => Assert.Equal([order[page.Index], order[page.Index + 2]], Links(line)));
        });
    }

    [Fact]
    public void Every_page_of_docs_is_reached_from_the_index()
    {
        HashSet<string> reached = [];
        var next = new Stack<string>(["index.md"]);
        while (next.TryPop(out string? page))
            if (reached.Add(page))
                foreach (string link in Links(Text(page)).Where(link => link.EndsWith(".md", StringComparison.Ordinal)))
                {
                    string target = Relative(Path.Combine(s_docs, Path.GetDirectoryName(page)!, link));
                    if (!target.StartsWith("..", StringComparison.Ordinal))
                        next.Push(target);
                }
        Assert.Equal(
            Directory.GetFiles(s_docs, "*.md", SearchOption.AllDirectories).Select(Relative).Order(StringComparer.Ordinal),
            reached.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_site_has_the_guide_in_this_order_and_every_page_of_the_reference()
    {
        Assert.Equal(["index.md", .. s_guide], Entries("toc.yml"));
        Assert.Equal(
            Directory.GetFiles(Path.Combine(s_docs, "reference"), "*.md", SearchOption.AllDirectories)
                .Select(page => Relative(page)["reference/".Length..]).Order(StringComparer.Ordinal),
            Entries(Path.Combine("reference", "toc.yml")).Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Entries(string toc) =>
        EntryPattern().Matches(Text(toc)).Select(entry => entry.Groups["page"].Value);

    private static string Relative(string page) => Path.GetRelativePath(s_docs, page).Replace('\\', '/');

    private static string Text(string page) => File.ReadAllText(Path.Combine(s_docs, page));

    private static IEnumerable<string> Links(string text) => LinkPattern().Matches(text).Select(link => link.Groups["page"].Value);

    [GeneratedRegex(@"^\s*\d+\. \[[^\]]+\]\((?<page>[^)#]+)\)", RegexOptions.Multiline)]
    private static partial Regex StepPattern();

    [GeneratedRegex(@"href: (?<page>\S+)")]
    private static partial Regex EntryPattern();

    [GeneratedRegex(@"\]\((?!https?:)(?<page>[^)#]+)(?:#[^)]+)?\)")]
    private static partial Regex LinkPattern();
}
