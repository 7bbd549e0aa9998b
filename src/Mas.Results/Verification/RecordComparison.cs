using System.Text.Json.Nodes;
using Mas.Results.Store;

namespace Mas.Results.Verification;

/// <summary>Compares the record of a run with the one that it must have, key by key as <c>run.json</c> has them.</summary>
internal static class RecordComparison
{
    // Of functions such as a logarithm, which another processor may round otherwise.
    private const double Rounding = 1e-9;

    /// <summary>Every number, word and sentence that is another, in the order of the file.</summary>
    /// <param name="leftAside">Keys with dots and without places in lists, such as <c>networks.origin</c>.</param>
    /// <param name="isExact">Whether every number must be equal to the last bit.</param>
    public static IReadOnlyList<RecordDifference> Of(RunRecord stored, RunRecord found, IReadOnlySet<string> leftAside, bool isExact) =>
        [.. Compare(new Place("", "", ""), Parse(stored), Parse(found), new Rule(leftAside, isExact))];

    private static JsonNode? Parse(RunRecord record) => JsonNode.Parse(RunJson.Bytes(record));

    private static IEnumerable<RecordDifference> Compare(Place at, JsonNode? stored, JsonNode? found, Rule rule) =>
        rule.LeftAside.Contains(at.Key) ? [] : (stored, found) switch
        {
            (JsonObject one, JsonObject other) => one.Select(entry => entry.Key).Union(other.Select(entry => entry.Key))
                .SelectMany(key => Compare(at.Inside(key), one[key], other[key], rule)),
            (JsonArray one, JsonArray other) => Enumerable.Range(0, Math.Max(one.Count, other.Count))
                .SelectMany(i => Compare(at.Item(i, Item(one, i) ?? Item(other, i)), Item(one, i), Item(other, i), rule)),
            _ => AreEqual(stored, found, rule) ? [] : [new RecordDifference(at.Full, at.Subject, Text(stored), Text(found))],
        };

    private static JsonNode? Item(JsonArray list, int index) => index < list.Count ? list[index] : null;

    private static bool AreEqual(JsonNode? stored, JsonNode? found, Rule rule)
    {
        if (JsonNode.DeepEquals(stored, found))
            return true;
        return !rule.IsExact && Number(stored) is double one && Number(found) is double other
            && Math.Abs(one - other) <= Rounding * Math.Max(1, Math.Abs(one));
    }

    private static double? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue(out double number) ? number : null;

    // Null as a value and an item that is missing are both nothing.
    private static string? Text(JsonNode? node) => node switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? text) => $"'{text}'",
        JsonValue value => value.ToJsonString(),
        _ => "an entry of its own",
    };

    private sealed record Rule(IReadOnlySet<string> LeftAside, bool IsExact);

    // Where a value stands: its keys without places in lists, the same with them, and what the innermost entry of a list is about.
    private sealed record Place(string Key, string Full, string Subject)
    {
        public Place Inside(string key) => this with { Key = Joined(Key, key), Full = Joined(Full, key) };

        public Place Item(int index, JsonNode? item) => this with
        {
            Full = Invariant($"{Full}.{index}"),
            Subject = item is not JsonObject entry ? Subject
                : entry.ContainsKey("source") && entry.ContainsKey("target") ? $"{entry["source"]}→{entry["target"]}"
                : entry.ContainsKey("name") ? Joined(Subject, $"{entry["name"]}", " ") : Subject,
        };

        private static string Joined(string one, string other, string by = ".") => one.Length == 0 ? other : one + by + other;
    }
}

/// <summary>Something in <c>run.json</c> that is not what the stored alignments give.</summary>
/// <param name="Key">With dots, and places in lists from 0.</param>
/// <param name="Subject">The direction or the network that it is about; empty for none.</param>
/// <param name="Stored">What is there; null for nothing.</param>
/// <param name="Found">What should be there; null for nothing.</param>
internal sealed record RecordDifference(string Key, string Subject, string? Stored, string? Found)
{
    public bool IsOfVerdict => Key.StartsWith("verdict.", StringComparison.Ordinal);

    public override string ToString() => $"{RunFolder.RunFile}: {Key}{(Subject.Length == 0 ? "" : $" ({Subject})")} "
        + $"is {Found ?? "nothing"} and stands as {Stored ?? "nothing"}";
}
