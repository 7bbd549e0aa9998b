using System.Text.RegularExpressions;
using Mas.Alignments;
using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Interchange;
using Mas.Masks;
using Mas.Oracles.Sources;
using Mas.Results.Files;
using Mas.Tasks;
using Mas.Tests.Experiments;
using Mas.Tests.Tasks;
using Xunit;

namespace Mas.Tests.Docs;

/// <summary>What the pages show is what the program does.</summary>
public partial class DocumentationTests
{
    private static string[] Pages() =>
    [
        Path.Combine(SourceTree.Root, "README.md"),
        .. Directory.GetFiles(Path.Combine(SourceTree.Root, "docs"), "*.md", SearchOption.AllDirectories),
    ];

    private static string ExperimentPage => Path.Combine(SourceTree.Root, "docs", "reference", "experiment-file.md");

    [Fact]
    public void Every_experiment_on_a_page_is_valid()
    {
        string[] experiments = [.. Pages().SelectMany(page => Blocks(page, "yaml"))
            .Where(text => text.Contains("networks:", StringComparison.Ordinal))];
        Assert.True(experiments.Length > 10);
        foreach (string text in experiments)
        {
            using ExperimentFile file = new ExperimentFile(text).With("trials.jsonl", Recall.Lines)
                .With("runs/abc/run.json", FinishedRun.Json(["a", "b", "c"], [1, 2, 3]))
                .WithCopy("models/base/config.json", Golden.Path("language-models", "smollm2.json"))
                .WithCopy("recording.nwb", Golden.Path("recordings", "nwb", "recording.nwb"))
                .WithCopy("latents-of-b/latents.safetensors", Golden.Path("recordings", "safetensors", "latents.safetensors"));
            Experiment read = file.Read();
            Assert.Equal(read, ExperimentFile.Reread(read, file));
        }
    }

    [Fact]
    public void The_experiment_page_shows_the_defaults()
    {
        const string bare = """
            name: counting
            task: multi-object
            site: state
            networks:
              - { name: mine, path: networks/mine }
              - { name: fresh, train: { architecture: gru } }
            """;
        Assert.Equal(ExperimentWriter.Write(ExperimentFile.Read(bare)),
            ExperimentWriter.Write(ExperimentFile.Read(Blocks(ExperimentPage, "yaml").First())));
    }

    [Fact]
    public void The_experiment_page_has_every_key_and_word()
    {
        string page = File.ReadAllText(ExperimentPage);
        string[] words =
        [
            .. Words.All<AlignmentMethod>(), .. MaskKind.All.Select(kind => kind.Word), .. Words.All<Scheme>(),
            .. Words.All<AlignmentStart>(), .. Words.All<Parametrisation>(),
            .. Words.All<AlignmentFamily>().Except(["affine-pair"]), .. Words.All<ClForm>(), .. Words.All<ClPick>(), .. KnownTasks.Names,
            .. KnownTasks.Names.SelectMany(KnownTasks.CausalModels),
            .. KnownTasks.Names.SelectMany(task => KnownTasks.CausalModels(task).SelectMany(model => KnownTasks.Variables(task, model))),
        ];
        Assert.All(words, word => Assert.Contains($"`{word}`", page, StringComparison.Ordinal));
        string resolved = ExperimentWriter.Write(ExperimentFile.Read(Blocks(ExperimentPage, "yaml").First()));
        Assert.All(KeyPattern().Matches(resolved).Select(match => match.Value), key =>
            Assert.True(page.Contains(key, StringComparison.Ordinal) || page.Contains($"`{key[..^1]}`", StringComparison.Ordinal),
                $"{key} is not on the page"));
    }

    [Theory]
    [InlineData("extending.md", "ExtendingFamily", "ExtendingMask", "ExtendingTask", "ExtendingCausalModel", "ExtendingArchitecture",
        "ExtendingMeasure", "ExtendingAnalysis")]
    public void The_code_on_a_page_is_the_code_that_is_compiled(string page, params string[] sources)
    {
        string[] shown = [.. Blocks(Page(page), "csharp")];
        Assert.Equal(sources.Length, shown.Length);
        Assert.All(sources.Zip(shown), pair => Assert.Equal(Lines(Snippet(pair.First)), Lines(pair.Second)));
    }

    [Fact]
    public void The_library_page_names_every_public_type_and_no_other()
    {
        string table = File.ReadAllText(Page("library.md")).Split("## Every public type")[1];
        IEnumerable<string> named = TypeNamePattern().Matches(table).Select(match => match.Value);
        IEnumerable<string> there = ((Type[])[typeof(Mas.Networks.Network), typeof(Mas.Results.Records.RunRecord)])
            .SelectMany(type => type.Assembly.GetExportedTypes()).Select(type => type.Name.Split('`')[0]).Distinct();
        Assert.Equal(there.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_place_for_a_line_of_registration_is_there_and_does_not_have_the_line()
    {
        Match[] rows = RegistrationPattern().Matches(File.ReadAllText(Page("extending.md"))).ToArray();
        Assert.Equal(9, rows.Length);
        Assert.All(rows, row =>
        {
            string source = File.ReadAllText(Path.Combine(SourceTree.Root, row.Groups["file"].Value));
            Assert.Contains(row.Groups["place"].Value, source);
            Assert.DoesNotContain(row.Groups["line"].Value, source);
        });
    }

    [Fact]
    public void Every_path_that_a_page_names_exists()
    {
        string[] paths = [.. Pages()
            .SelectMany(page => PathPattern().Matches(File.ReadAllText(page)).Select(match => match.Value)).Distinct()];
        Assert.True(paths.Length > 20);
        Assert.All(paths, path => Assert.True(Path.Exists(Path.Combine(SourceTree.Root, path)), $"{path} does not exist"));
    }

    [Fact]
    public void Every_link_between_pages_leads_to_a_page_and_a_heading()
    {
        string[] others = [Path.Combine(SourceTree.Root, "benchmarks", "README.md"),
            .. Directory.GetFiles(Path.Combine(SourceTree.Root, "experiments"), "*.md", SearchOption.AllDirectories)];
        foreach (string page in Pages().Concat(others))
            foreach (Match link in LinkPattern().Matches(File.ReadAllText(page)))
            {
                string target = Path.Combine(Path.GetDirectoryName(page)!, link.Groups["page"].Value);
                Assert.True(Path.Exists(target), $"{page}: {link.Value}");
                if (link.Groups["heading"].Success)
                    Assert.True(Headings(target).Contains(link.Groups["heading"].Value), $"{page}: {link.Value}");
            }
    }

    [Fact]
    public void Every_page_of_findings_names_its_commit_and_is_in_the_gallery()
    {
        string index = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "gallery.md"));
        string[] pages = Directory.GetFiles(Path.Combine(SourceTree.Root, "docs", "reference", "findings"), "*.md");
        Assert.NotEmpty(pages);
        Assert.All(pages, page => Assert.Contains($"](reference/findings/{Path.GetFileName(page)})", index, StringComparison.Ordinal));
        Assert.All(pages, page => Assert.Matches(MeasuredPattern(), File.ReadAllText(page)));
    }

    [Fact]
    public void Every_experiment_is_in_the_gallery()
    {
        string folder = Path.Combine(SourceTree.Root, "experiments");
        string gallery = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "gallery.md"));
        Assert.All(Directory.GetFiles(folder, "*.yaml").Concat(Directory.GetFiles(Path.Combine(folder, "plans"), "*.yaml")), file =>
            Assert.Contains($"`{Path.GetRelativePath(folder, file)[..^".yaml".Length].Replace('\\', '/')}`", gallery,
                StringComparison.Ordinal));
    }

    // As GitHub makes anchors of headings.
    private static string[] Headings(string page) =>
        [.. File.ReadLines(page).Where(line => line.StartsWith('#')).Select(line =>
            string.Concat(line.TrimStart('#', ' ').ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-'))
            .Replace(' ', '-'))];

    private static string Page(string name) => Path.Combine(SourceTree.Root, "docs", "reference", name);

    // What stands between the marks in a test of this folder.
    private static string Snippet(string name)
    {
        const string begin = "// snippet\n", end = "// end of snippet";
        string source = File.ReadAllText(Path.Combine(SourceTree.Root, "tests", "Mas.Tests", "Docs", name + ".cs"));
        return source[(source.IndexOf(begin, StringComparison.Ordinal) + begin.Length)..source.IndexOf(end, StringComparison.Ordinal)];
    }

    private static IEnumerable<string> Blocks(string page, string language) =>
        Regex.Matches(File.ReadAllText(page), $"^```{language}\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)
        .Select(match => match.Groups[1].Value);

    private static string[] Lines(string text) => [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];

    [GeneratedRegex("(?<=`)[A-Z][A-Za-z]+(?=`)")]
    private static partial Regex TypeNamePattern();

    [GeneratedRegex(@"\b(src|tests|docs|experiments|benchmarks|build)/[\w./-]*\w")]
    private static partial Regex PathPattern();

    [GeneratedRegex(@"\b[a-z_]+:")]
    private static partial Regex KeyPattern();

    [GeneratedRegex(@"^\| `(?<file>src/[^`]+)` \| `(?<place>[^`]+)` \| `(?<line>[^`]+)`", RegexOptions.Multiline)]
    private static partial Regex RegistrationPattern();

    // Of text and of images.
    [GeneratedRegex(@"(?:\]\(|src="")(?!https?:)(?<page>[^)#""]+)(?:#(?<heading>[^)""]+))?[)""]")]
    private static partial Regex LinkPattern();

    [GeneratedRegex(@"^# .*\n\n\d+ \w+ \d{4}, commits? `[0-9a-f]{7}`")]
    private static partial Regex MeasuredPattern();
}
