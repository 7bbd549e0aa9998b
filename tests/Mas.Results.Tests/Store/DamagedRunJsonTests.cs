using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mas.Results.Files;
using Mas.Results.Records;
using Mas.Results.Reports;
using Mas.Results.Reports.Sections;
using Mas.Results.Store;
using Xunit;

namespace Mas.Results.Tests.Store;

/// <summary>Whatever a run.json lacks or says, its report is drawn or one sentence says what is wrong with the file.</summary>
public sealed class DamagedRunJsonTests
{
    // Of each list the first item stands for all.
    private const int Items = 1;

    private static readonly Dictionary<string, Func<JsonNode?, IEnumerable<JsonNode?>>> s_damages = new()
    {
        ["null"] = _ => [null],
        ["another kind"] = node => [IsText(node) ? JsonValue.Create(7) : JsonValue.Create("x")],
        ["a list"] = _ => [new JsonArray(), new JsonArray(JsonValue.Create(1))],
        ["a mapping"] = _ => [new JsonObject()],
        ["an extreme number"] = node => IsNumber(node) ? Extremes() : [],
        ["an odd text"] = node => IsText(node) ? [JsonValue.Create(""), JsonValue.Create(new string('x', 10_000))] : [],
    };

    public static TheoryData<string, string> Damages =>
        [.. from sample in (string[])["pair", "evidence", "texts"] from damage in s_damages.Keys select (sample, damage)];

    public static TheoryData<string> Names => [.. Samples.Keys];

    private static Dictionary<string, ReportInput> Samples { get; } = new()
    {
        ["pair"] = SampleRun.Pair(),
        ["evidence"] = SampleEvidence.Pair(),
        ["study"] = SampleStudy.HeldOut(),
        ["texts"] = SampleTexts.Pair(),
    };

    [Theory, MemberData(nameof(Names))]
    public void A_key_that_is_missing_is_named_or_not_needed(string sample)
    {
        JsonNode whole = Written(sample);
        List<string> wrong = [];
        foreach (string[] path in Paths(whole).Where(path => !char.IsAsciiDigit(path[^1][0])))
        {
            JsonNode copy = whole.DeepClone();
            At(copy, path[..^1])!.AsObject().Remove(path[^1]);
            InputError? error = ErrorOf(sample, copy, string.Join('.', path), wrong);
            if (error is not null && !(error.Message.Contains($"it lacks '{path[^1]}'", StringComparison.Ordinal)
                && error.Key!.EndsWith(path[^1], StringComparison.Ordinal)))
                wrong.Add($"{string.Join('.', path)}: {error.Message}");
        }
        Assert.Empty(wrong);
    }

    [Theory, MemberData(nameof(Damages))]
    public void A_value_that_no_run_writes_is_refused_or_drawn(string sample, string damage)
    {
        JsonNode whole = Written(sample);
        List<string> wrong = [];
        foreach (string[] path in Paths(whole))
        {
            foreach (JsonNode? value in s_damages[damage](At(whole, path)))
            {
                JsonNode copy = whole.DeepClone();
                Put(copy, path, value);
                ErrorOf(sample, copy, $"{string.Join('.', path)} as {damage}", wrong);
            }
        }
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData("directions")]
    [InlineData("directions-0-controls")]
    [InlineData("hashes")]
    [InlineData("networks")]
    [InlineData("resumed-from")]
    [InlineData("setup")]
    [InlineData("timings")]
    [InlineData("versions")]
    [InlineData("warnings")]
    public void The_nine_files_that_once_crashed_the_report_are_refused_by_the_key_that_they_lack(string key)
    {
        string name = key[(key.LastIndexOf("-0-", StringComparison.Ordinal) is >= 0 and int at ? at + 3 : 0)..].Replace('-', '_');
        JsonNode json = Written("pair");
        (name == "controls" ? json["directions"]![0]! : json).AsObject().Remove(name);
        InputError error = Assert.Single(Assert.Throws<InputException>(() => Parse(json)).Errors);
        Assert.Equal($"this is no run record: it lacks '{name}', which every run writes", error.Message);
        Assert.Equal("x/run.json", error.File);
        Assert.Equal(name == "controls" ? "directions[0].controls" : name, error.Key);
    }

    [Theory]
    [InlineData("\"status\"")]
    [InlineData("\"done\"")]
    [InlineData("\"mas\"")]
    public void Half_a_character_is_refused(string text)
    {
        string json = Encoding.UTF8.GetString(RunJson.Bytes(SampleRun.Pair().Run));
        Assert.Contains(text, json, StringComparison.Ordinal);
        string broken = json.Replace(text, text.Insert(1, "\\ud800"), StringComparison.Ordinal);
        Assert.Throws<InputException>(() => RunJson.Parse(Encoding.UTF8.GetBytes(broken), "x/run.json"));
    }

    // Null where the report is drawn.
    private static InputError? ErrorOf(string sample, JsonNode json, string what, List<string> wrong)
    {
        try
        {
            ReportInput input = Samples[sample];
            ReportInput damaged = new(Parse(json), input.Metrics, input.Experiment);
            _ = HtmlReport.Render([damaged]);
            _ = Summary.Text(damaged.Run);
            _ = Mas.Results.Json.ResultJson.Of(damaged.Run);
        }
        catch (InputException error)
        {
            Assert.Equal("x/run.json", Assert.Single(error.Errors).File);
            if (error.Message.Contains("System.", StringComparison.Ordinal) || error.Message.Contains("Mas.", StringComparison.Ordinal))
                wrong.Add($"{what}: {error.Message}");
            if (error.Errors[0].Key is null)
                wrong.Add($"{what}: {error.Message} names no key");
            return error.Errors[0];
        }
        catch (Exception error)
        {
            wrong.Add($"{what}: {error.GetType().Name} {error.Message} {error.StackTrace?.Split('\n')[0]}");
        }
        return null;
    }

    private static RunRecord Parse(JsonNode json) => RunJson.Parse(Encoding.UTF8.GetBytes(json.ToJsonString()), "x/run.json");

    private static JsonNode Written(string sample) => JsonNode.Parse(RunJson.Bytes(Samples[sample].Run))!;

    private static IEnumerable<string[]> Paths(JsonNode node)
    {
        IEnumerable<(string, JsonNode?)> children = node switch
        {
            JsonObject map => map.Select(pair => (pair.Key, pair.Value)),
            JsonArray list => list.Take(Items).Select((item, i) => ($"{i}", item)),
            _ => [],
        };
        foreach ((string key, JsonNode? child) in children)
        {
            yield return [key];
            foreach (string[] path in child is null ? [] : Paths(child))
                yield return [key, .. path];
        }
    }

    private static JsonNode? At(JsonNode? node, IEnumerable<string> path) => path.Aggregate(node, Child);

    private static JsonNode? Child(JsonNode? node, string key) =>
        node is JsonArray list ? list[int.Parse(key, System.Globalization.CultureInfo.InvariantCulture)] : node![key];

    private static void Put(JsonNode root, string[] path, JsonNode? value)
    {
        JsonNode parent = At(root, path[..^1])!;
        if (parent is JsonArray list)
            list[int.Parse(path[^1], System.Globalization.CultureInfo.InvariantCulture)] = value;
        else
            parent[path[^1]] = value;
    }

    private static bool IsNumber(JsonNode? node) => node?.GetValueKind() == JsonValueKind.Number;

    private static bool IsText(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String;

    private static IEnumerable<JsonNode?> Extremes() =>
    [
        JsonValue.Create(1e308), JsonValue.Create(5e-324), JsonValue.Create(int.MaxValue), JsonValue.Create(int.MinValue),
        JsonValue.Create("NaN"), JsonValue.Create("-Infinity"),
    ];
}
