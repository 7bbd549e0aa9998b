using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Mas.Experiments.Schema;
using Mas.Networks;
using Mas.Oracles.Sources;
using Mas.Results.Files;
using Mas.Runs;
using Mas.Tests.Tasks;
using Xunit;

namespace Mas.Tests.Experiments.Schema;

/// <summary>The schema says what the readers read: the same keys, words and ranges. That every experiment fits it is tested with another
/// program's validator, by a stage of CI.</summary>
public sealed partial class ExperimentSchemaTests
{
    private const string Unknown = "zzzzzzzzzzzzzzzzzzzzzzzz"; // far from every key, so that all of them are listed

    private const string Named = """
        task: { name: multi-object }
        networks:
          - { name: a, train: { architecture: gru }, site: state }
          - { name: b, copy: { of: a, permute: 1, noise: 2 } }
        alignment: { cl: { weight: 0.5 }, learned: { rate: 0.01 }, stop: { patience: 3 }, reversible: { blocks: 3 } }
        evaluation: { directions: all }
        verdict: { same: 0.9 }
        """;

    private static readonly string[] s_files =
    [
        Named,
        "task: { file: trials.jsonl }\nsite: state\nnetworks: [{ name: a, path: nets/a, config: c.json }]",
        """
        task: { text: texts.txt }
        site: layer.1
        networks: [{ name: a, train: { architecture: decoder, tokenizer: t.json, text: texts.txt } }]
        alignment: { size: 4 }
        """,
        "networks: [{ name: a, recording: { file: r.npz, spikes: { bin: 0.1 } } }]",
        "networks: [{ name: a, rdm: { file: r.npy } }, { name: b, rdm: { file: r.npy } }]",
        """
        task: multi-object
        site: state
        networks: [{ name: a, copy: { of: { path: nets/a }, permute: 1 } }]
        """,
        "task: multi-object\nsite: state\nnetworks: [{ name: a, python: a.py }]",
        "task: multi-object\nsite: state\nnetworks: [{ name: a, copy: { of: { python: a.py }, permute: 1 } }]",
    ];

    // Where values are tried, and what the schema says of them.
    private static readonly (string Place, string Path)[] s_parts =
    [
        ("", ""), ("alignment.", "alignment"), ("alignment.cl.", "alignment/cl"), ("alignment.learned.", "alignment/learned"),
        ("alignment.stop.", "alignment/stop"), ("alignment.reversible.", "alignment/reversible"), ("networks.0.train.", "train"),
        ("networks.1.copy.", "network/copy"), ("evaluation.", "evaluation"), ("verdict.", "verdict"),
    ];

    private static readonly JsonElement s_schema = JsonDocument.Parse(Text()).RootElement;

    private static string Text() => ExperimentSchema.Text([.. KnownAnalyses.All.Select(analysis => analysis.Word)]);

    [Fact]
    public void The_file_in_the_docs_is_up_to_date() => Assert.True(
        File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "experiment.schema.json")) == Text(),
        "write the file again: mas schema > docs/experiment.schema.json");

    [Theory]
    [InlineData("", "")]
    [InlineData("task.", "task")]
    [InlineData("networks.0.", "network")]
    [InlineData("networks.0.train.", "train")]
    [InlineData("networks.1.copy.", "network/copy")]
    [InlineData("networks.0.copy.of.", "network/copy/of")]
    [InlineData("networks.0.recording.", "recording")]
    [InlineData("networks.0.recording.spikes.", "recording/spikes")]
    [InlineData("networks.0.rdm.", "rdm")]
    [InlineData("alignment.", "alignment")]
    [InlineData("alignment.cl.", "alignment/cl")]
    [InlineData("alignment.learned.", "alignment/learned")]
    [InlineData("alignment.stop.", "alignment/stop")]
    [InlineData("alignment.reversible.", "alignment/reversible")]
    [InlineData("evaluation.", "evaluation")]
    [InlineData("verdict.", "verdict")]
    public void It_has_the_keys_that_are_read(string place, string part) =>
        Assert.Equal(ReadKeys(place).Order(StringComparer.Ordinal), Keys(Part(part)).Order(StringComparer.Ordinal));

    [Fact]
    public void What_is_out_of_its_range_or_no_word_of_it_is_refused_by_the_readers()
    {
        (string Key, string Value)[] wrong = [.. s_parts.SelectMany(part => Wrong(part.Place, Part(part.Path)))];
        Assert.True(wrong.Length > 60, $"{wrong.Length} values");
        Assert.All(wrong, one => Assert.Contains(s_files.SelectMany(text => Errors(text, $"{one.Key}={one.Value}")), error =>
            error.Key == one.Key && OutOfRange().IsMatch(error.Message)));
    }

    [Fact]
    public void Every_word_and_the_ends_of_every_range_are_known_to_the_readers()
    {
        (string Key, string Value)[] right = [.. s_parts.SelectMany(part => Right(part.Place, Part(part.Path)))];
        Assert.True(right.Length > 100, $"{right.Length} values");
        Assert.All(right, one => Assert.DoesNotContain(Errors(Named, $"{one.Key}={one.Value}"), error =>
            error.Key == one.Key && OutOfRange().IsMatch(error.Message)));
    }

    // What the readers say they know, of all kinds of experiments together.
    private static HashSet<string> ReadKeys(string place) =>
        [.. s_files.SelectMany(text => Errors(text, $"{place}{Unknown}=1")).Where(error => error.Key == place + Unknown)
            .Select(error => AllowedPattern().Match(error.Message)).Where(match => match.Success)
            .SelectMany(match => match.Groups[1].Value.Split(", ")).Where(key => key != GivenNetwork.FileKey)]; // which no file may have

    private static IReadOnlyList<InputError> Errors(string text, string change)
    {
        using ExperimentFile file = new ExperimentFile(text).With("trials.jsonl", Recall.Lines).With("texts.txt", "a b c");
        try
        {
            file.Read(change);
            return [];
        }
        catch (InputException refusal)
        {
            return refusal.Errors;
        }
    }

    // A path from a definition: keys of it, or options among which the mappings are.
    private static JsonElement Part(string path)
    {
        if (path == "")
            return s_schema;
        string[] steps = path.Split('/');
        return steps[1..].Aggregate(s_schema.GetProperty("definitions").GetProperty(steps[0]),
            (part, key) => part.GetProperty("properties").GetProperty(key));
    }

    private static HashSet<string> Keys(JsonElement part) => part.TryGetProperty("properties", out JsonElement keys)
        ? [.. keys.EnumerateObject().Select(key => key.Name)]
        : [.. part.GetProperty("anyOf").EnumerateArray().Where(option => option.TryGetProperty("properties", out _)).SelectMany(Keys)];

    private static IEnumerable<(string, string)> Wrong(string place, JsonElement part)
    {
        foreach ((string key, JsonElement value) in Leaves(part))
        {
            if (value.TryGetProperty("enum", out _))
                yield return (place + key, Unknown);
            if (value.TryGetProperty("type", out JsonElement type) && type.GetString() == "boolean")
                yield return (place + key, "3");
            foreach ((string bound, double step) in (IEnumerable<(string, double)>)[("minimum", -1), ("maximum", 1),
                ("exclusiveMinimum", 0), ("exclusiveMaximum", 0)])
                if (value.TryGetProperty(bound, out JsonElement end))
                    yield return (place + key, Number(end.GetDouble() + step));
        }
    }

    private static IEnumerable<(string, string)> Right(string place, JsonElement part)
    {
        foreach ((string key, JsonElement value) in Leaves(part))
        {
            if (value.TryGetProperty("enum", out JsonElement words))
                foreach (JsonElement word in words.EnumerateArray())
                    yield return (place + key, word.ToString());
            foreach (string bound in (string[])["minimum", "maximum"])
                if (value.TryGetProperty(bound, out JsonElement end))
                    yield return (place + key, Number(end.GetDouble()));
            if (value.TryGetProperty("default", out JsonElement usual) && usual.ValueKind != JsonValueKind.Array)
                yield return (place + key, usual.ToString());
        }
    }

    // Keys with one value each, or with options that are such.
    private static IEnumerable<(string Key, JsonElement Value)> Leaves(JsonElement part) =>
        part.GetProperty("properties").EnumerateObject().Where(key => !key.Value.TryGetProperty("$ref", out _))
            .Where(key => !key.Value.TryGetProperty("anyOf", out _)).Select(key => (key.Name, key.Value));

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"; allowed (?:are|is) (.*?)( \(in the override .*)?$")]
    private static partial Regex AllowedPattern();

    [GeneratedRegex("out of range|unknown word|is wanted, found|and 3 is neither|is neither$|is no family")]
    private static partial Regex OutOfRange();
}
