using System.Text;
using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Results.Files;
using Mas.Runs;
using Mas.Tensors;
using Xunit;

namespace Mas.Tests.Experiments.Yaml;

public sealed class HostileYamlTests
{
    private const string Valid = """
        # A comment
        task: { name: multi-object, quantities: [1, 20] }
        site: "state"
        networks:
          - { name: a, train: { architecture: gru, seed: 1 } }
          - name: b
            path: 'nets/b'
        alignment:
          method: mas
          directions: [[a, b], [b, a]]
          learning_rate: 1e-3
        evaluation: { controls: [no-swap, shuffled] }
        small: { alignment: { seeds: [1] } }

        """;

    [Theory]
    [InlineData("name: [1", "2:1 this cannot be read as YAML: a list in [ ] is not closed, or lacks a comma before this")]
    [InlineData("a: b: c", "1:5 this cannot be read as YAML: one value has a second ': '; put it in quotes")]
    [InlineData("name: 'x", "1:7 this cannot be read as YAML: a text in quotes is not closed")]
    [InlineData("name: @x",
        "1:7 this cannot be read as YAML: no value begins with this character; put the text in quotes")]
    [InlineData("a: {b: 1", "2:1 this cannot be read as YAML: a mapping in { } is not closed, or lacks a comma before this")]
    [InlineData("name: [", "2:1 this cannot be read as YAML: a value is missing here")]
    [InlineData("a: 1\n b: 2", "2:3 this cannot be read as YAML: one value has a second ': '; put it in quotes")]
    [InlineData("a:\n  - 1\n  b: 2",
        "3:3 this cannot be read as YAML: an entry of the list is wanted here, with '- ' before it; look at the indentation")]
    [InlineData("a: 1\n- b", "2:1 this cannot be read as YAML: a key is wanted here; look at the indentation")]
    [InlineData("a: \"\\q\"", "1:4 this cannot be read as YAML: a text in double quotes has a '\\' that says nothing; "
        + "write '\\\\', or put the text in single quotes")]
    public void A_text_that_is_no_YAML_is_told_with_its_place(string text, string error) =>
        Assert.Equal([error], ExperimentFile.Errors(text));

    [Fact]
    public void Anchors_aliases_and_tags_are_refused()
    {
        Assert.Contains("1:7 name: anchors and tags are not supported; write the value itself", ExperimentFile.Errors("name: &n x"));
        Assert.Contains("2:7 seed: aliases are not supported; write the value itself", ExperimentFile.Errors("name: &n x\nseed: *n"));
        Assert.Contains("1:7 seed: anchors and tags are not supported; write the value itself", ExperimentFile.Errors("seed: !!int 5"));
        Assert.Contains("1:1 <<: unknown key '<<'; allowed are name, seed, networks, task, site, alignment, evaluation, analyses, "
            + "verdict, small", ExperimentFile.Errors("<<: {}"));
    }

    // As in the files tab-*.yaml that a stranger wrote: the lines before are those of a valid file.
    [Theory]
    [InlineData("alignment:\n\tmethod: mas\n\tsize: 8\n", 9, 1)]
    [InlineData("alignment:\n  method: mas\n \tsize: 8\n", 10, 2)]
    [InlineData("alignment:\n  method: mas\n\t\tsize: 8\n", 10, 1)]
    [InlineData("alignment: { method: mas,\n\t size: 8 }\nevaluation:\n\tdirections: all\n", 11, 1)]
    [InlineData("alignment:\n  seeds:\n\t- 1\n", 10, 1)]
    public void A_tab_as_indentation_is_told_where_it_stands(string end, int line, int column) => Assert.Equal(
        [$"{line}:{column} a tab stands here as indentation; YAML is indented with blanks alone"],
        ExperimentFile.Errors(WithoutAlignment + end));

    [Theory]
    [InlineData("alignment:\t{ size: 8 }")]
    [InlineData("alignment: { size: 8\t}\t")]
    [InlineData("alignment: { method:\tmas,\tsize: 8 }")]
    [InlineData("\t# a comment\nalignment: { size: 8 }")]
    [InlineData("alignment: { size: 8 }\t# a comment\n\t\n \t \n")]
    [InlineData("alignment:\n  size:\t8\n  \t# a comment\n  method: mas")]
    [InlineData("alignment: { method: mas,\n \tsize: 8 }")]
    [InlineData("alignment:\n  seeds:\n  -\t1\n  size: 8")]
    public void A_tab_that_YAML_allows_is_read_over(string end) =>
        Assert.Equal([8], ExperimentFile.Read(WithoutAlignment + end).Alignment.Sizes[0].PerVariable);

    private static string WithoutAlignment => Valid[..Valid.IndexOf("alignment:", StringComparison.Ordinal)].Replace(
        "path: 'nets/b'", "train: { architecture: gru }", StringComparison.Ordinal);

    [Fact]
    public void An_alias_bomb_is_refused_at_once()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++)
            bomb.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n");
        Assert.Contains("2:10 a1.0: aliases are not supported; write the value itself", ExperimentFile.Errors(bomb.ToString()));
    }

    [Fact]
    public void A_second_document_of_YAML_is_refused() =>
        Assert.Contains("2:1 a second document starts here; a file holds one experiment", ExperimentFile.Errors("name: x\n---\nname: y"));

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    public void Deep_nesting_of_YAML_is_refused(string opening)
    {
        string error = Assert.Single(ExperimentFile.Errors("name: x\nsmall:\n  " + string.Concat(Enumerable.Repeat(opening, 100_000))));
        Assert.EndsWith("this cannot be read as YAML: nested deeper than 32 levels", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("k{0}: 1\n")]
    [InlineData("? k{0}\n")]
    [InlineData("[")]
    [InlineData("a\n")]
    [InlineData("\"")]
    [InlineData("#")]
    [InlineData("- &a{0} x\n")]
    public void A_file_as_large_as_allowed_takes_no_more_than_seconds(string piece)
    {
        var text = new StringBuilder();
        for (int i = 0; text.Length < (1 << 20) - 20; i++)
            text.Append(piece.Replace("{0}", $"{i}", StringComparison.Ordinal));
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.NotEmpty(ExperimentFile.Errors(text.ToString()));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 20);
    }

    [Fact]
    public void A_key_that_is_no_text_is_refused() =>
        Assert.Contains("1:3 a key must be a text, not a list", ExperimentFile.Errors("? [a]\n: b"));

    [Fact]
    public void A_large_experiment_file_is_refused() =>
        Assert.Equal(["the file has 1048577 bytes, and at most 1048576 are read; this is no experiment"],
            Messages(new byte[(1 << 20) + 1]));

    [Fact]
    public void An_experiment_file_that_is_no_UTF8_is_refused() =>
        Assert.Equal(["the file is not UTF-8 text; save it as such"], Messages([0x6e, 0xff, 0xfe]));

    [Theory, InlineData(true, true), InlineData(true, false), InlineData(false, true), InlineData(false, false)]
    public void An_experiment_file_in_UTF16_is_named_as_such(bool isBig, bool isMarked)
    {
        UnicodeEncoding encoding = new(isBig, isMarked);
        Assert.Equal(["the file is UTF-16; save it as UTF-8"], Messages([.. encoding.Preamble, .. encoding.GetBytes("task: x")]));
    }

    [Fact]
    public void A_changed_experiment_file_is_read_or_refused_and_nothing_else()
    {
        byte[] valid = Encoding.UTF8.GetBytes(Valid);
        const string telling = "{}[]:,-?&*!|>'\"%@`#\\\n\t ~0.eé\u0000\u0085\u2028";
        var random = new SeededRandom(23);
        using var file = new ExperimentFile(Valid);
        Assert.Equal(2, ExperimentRunner.Read(file.FullPath).Networks.Count);
        for (int i = 0; i < 1500; i++)
        {
            List<byte> changed = [.. i % 4 == 0 ? valid[..random.Next(valid.Length)] : valid];
            for (int change = random.Next(5); change >= 0; change--)
                changed.InsertRange(random.Next(changed.Count + 1), Encoding.UTF8.GetBytes([telling[random.Next(telling.Length)]]));
            File.WriteAllBytes(file.FullPath, [.. changed]);
            ReadOrRefuse(file.FullPath);
        }
    }

    private static void ReadOrRefuse(string path)
    {
        try
        {
            Experiment read = ExperimentRunner.Read(path);
            Assert.NotEmpty(ExperimentWriter.Write(read));
        }
        catch (InputException refusal)
        {
            Assert.NotEmpty(refusal.Errors);
            Assert.All(refusal.Errors, error => Assert.DoesNotContain('\n', error.Message));
        }
    }

    private static string[] Messages(byte[] content)
    {
        using var file = new ExperimentFile("");
        File.WriteAllBytes(file.FullPath, content);
        return [.. Assert.Throws<InputException>(() => ExperimentRunner.Read(file.FullPath)).Errors.Select(error => error.Message)];
    }
}
