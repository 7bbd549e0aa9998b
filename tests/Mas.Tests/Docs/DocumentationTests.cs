using System.Text.RegularExpressions;
using Mas.Tests.Architecture;
using Mas.Tests.Experiments;
using Xunit;

namespace Mas.Tests.Docs;

/// <summary>What the pages show is what the program does.</summary>
public partial class DocumentationTests
{
    private static string[] Pages() => [Path.Combine(SourceTree.Root, "README.md"), .. Directory.GetFiles(Path.Combine(SourceTree.Root, "docs"), "*.md")];

    [Fact]
    public void Every_experiment_on_a_page_is_valid()
    {
        string[] experiments = [.. Pages().SelectMany(page => Blocks(page, "yaml"))];
        Assert.Equal(2, experiments.Length);
        Assert.All(experiments, text => Assert.Equal(2, ExperimentFile.Read(text).Networks.Count));
    }

    [Fact]
    public void The_experiment_page_shows_the_defaults()
    {
        string full = Assert.Single(Blocks(Path.Combine(SourceTree.Root, "docs", "experiment-file.md"), "yaml"));
        const string bare = """
            name: counting
            task: multi-object
            site: state
            networks:
              - { name: mine, path: networks/mine }
              - { name: fresh, train: { architecture: gru } }
            """;
        Assert.Equal(ExperimentFile.Read(bare).ToYaml(), ExperimentFile.Read(full).ToYaml());
    }

    [Fact]
    public void The_library_page_shows_the_code_that_is_compiled()
    {
        string source = File.ReadAllText(Path.Combine(SourceTree.Root, "tests", "Mas.Tests", "Docs", "LibrarySnippet.cs"));
        string compiled = source[(source.IndexOf("// snippet", StringComparison.Ordinal) + "// snippet".Length)..source.IndexOf("// end of snippet", StringComparison.Ordinal)];
        string shown = Assert.Single(Blocks(Path.Combine(SourceTree.Root, "docs", "library.md"), "csharp"));
        Assert.Equal(Lines(shown), Lines(compiled));
    }

    [Fact]
    public void Every_path_that_a_page_names_exists()
    {
        string[] paths = [.. Pages().SelectMany(page => PathPattern().Matches(File.ReadAllText(page)).Select(match => match.Value)).Distinct()];
        Assert.True(paths.Length > 20);
        Assert.All(paths, path => Assert.True(Path.Exists(Path.Combine(SourceTree.Root, path)), $"{path} does not exist"));
    }

    [Fact]
    public void Every_link_between_pages_leads_somewhere()
    {
        foreach (string page in Pages())
            foreach (Match link in LinkPattern().Matches(File.ReadAllText(page)))
                Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(page)!, link.Groups[1].Value)), $"{page}: {link.Value}");
    }

    private static IEnumerable<string> Blocks(string page, string language) =>
        Regex.Matches(File.ReadAllText(page), $"^```{language}\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline).Select(match => match.Groups[1].Value);

    private static string[] Lines(string text) => [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];

    [GeneratedRegex(@"\b(src|tests|docs|experiments|benchmarks|build)/[\w./-]*\w")]
    private static partial Regex PathPattern();

    [GeneratedRegex(@"\]\((?!https?:)([^)#]+)\)")]
    private static partial Regex LinkPattern();
}
