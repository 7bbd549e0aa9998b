using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Mas.Networks.Bridged;

/// <summary>What a model in Python says of itself, checked.</summary>
/// <param name="Words">In the order of their ids.</param>
/// <param name="Features">Numbers at each position; 0 where it is fed ids.</param>
/// <param name="Hash">Of its file and its weights.</param>
/// <param name="Packages">Name and version of what it has imported, such as <c>torch 2.10.0</c>.</param>
internal sealed partial record BridgedDescription(
    IReadOnlyList<string> Words, IReadOnlyList<Site> Sites, string Task, int Features, long Parameters, string Hash,
    IReadOnlyList<string> Packages)
{
    /// <summary>What its logits stand for, where that is not the vocabulary; empty where it is.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>What its logits stand for.</summary>
    public IReadOnlyList<string> Predicted => Classes.Count > 0 ? Classes : Words;

    private const int MostSites = 10_000, LargestWidth = 1_000_000;

    /// <exception cref="InputException">It is not as agreed.</exception>
    public static BridgedDescription Of(JsonObject head, BridgeSettings settings)
    {
        string[] words = Texts(head["vocabulary"]) ?? throw settings.Error(
            "vocabulary is missing, or neither a list of words in the order of their ids nor a dict from word to id");
        if (words.Length == 0 || words.Distinct().Count() < words.Length)
            throw settings.Error("vocabulary is empty or has a word twice; each id has a word of its own");
        if (Whole(head["features"]) is not (>= 0 and <= LargestWidth and long features))
            throw settings.Error($"features is {Shown(head["features"])}; wanted is the number of numbers at each position, 0 for ids");
        string[] classes = head["classes"] is { } named ? Texts(named) ?? throw settings.Error("classes is no list of words") : [];
        if (classes.Distinct().Count() < classes.Length || (features > 0 && classes.Length > 0))
            throw settings.Error(features > 0 ? "classes stand beside features; where numbers are fed, vocabulary names the classes already"
                : "classes has a word twice; each has a place of its own among the logits");
        if (Text(head["hash"]) is not { } hash || !HexHash().IsMatch(hash) || Whole(head["parameters"]) is not (>= 0 and long parameters))
            throw settings.NoBridge("the hash of the weights or their number is missing");
        string[] packages = head["packages"] is JsonObject versions ? [.. versions.Select(one => $"{one.Key} {Text(one.Value)}")] : [];
        return new(words, SitesOf(head, settings), Text(head["task"]) ?? "", (int)features, parameters, hash, packages)
        { Classes = classes };
    }

    private static Site[] SitesOf(JsonObject head, BridgeSettings settings)
    {
        if (head["sites"] is not JsonArray { Count: > 0 and <= MostSites } sites)
            throw settings.Error("sites is missing, or no dict from name to width; write, for example, sites = {\"state\": 48}");
        string[] Marked(string key) => Texts(head[key]) ?? throw settings.Error($"{key} is {Shown(head[key])}; wanted is a list of sites");
        string[] handedOn = Marked("handed_on"), inner = Marked("inner");
        Site[] read = [.. sites.Select(one => SiteOf(one as JsonObject, settings))];
        Site[] marked = [.. read.Select(site => site with
        {
            IsHandedOn = handedOn.Contains(site.Name),
            IsInner = inner.Contains(site.Name),
        })];
        return handedOn.Concat(inner).FirstOrDefault(name => read.All(site => site.Name != name)) is string unknown
            ? throw settings.Error($"handed_on or inner names '{unknown}', which sites does not") : marked;
    }

    private static Site SiteOf(JsonObject? site, BridgeSettings settings)
    {
        string name = Text(site?["name"]) ?? "";
        if (!SiteNames.Are(name))
            throw settings.Error($"sites has the name '{Shown(site?["name"])}'; wanted are {SiteNames.Wanted}");
        return Whole(site?["width"]) is >= 1 and <= LargestWidth and long width ? new Site(name, (int)width) : throw settings.Error(
            $"sites gives '{name}' the width {Shown(site?["width"])}; wanted is a whole number from 1 to {LargestWidth}");
    }

    private static string Shown(JsonNode? node) => node?.ToJsonString() ?? "None";

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    private static long? Whole(JsonNode? node) => node is JsonValue value && value.TryGetValue(out long number) ? number : null;

    private static string[]? Texts(JsonNode? node) =>
        node is JsonArray list && list.All(one => Text(one) is not null) ? [.. list.Select(one => Text(one)!)] : null;

    [GeneratedRegex("^[0-9a-f]{64}\\z")]
    private static partial Regex HexHash();
}
