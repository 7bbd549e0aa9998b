using System.Text.Json.Nodes;
using Mas.Networks.Recordings;
using Mas.Networks.Recordings.Arrays;

namespace Mas.Cli.Commands;

/// <summary>What a recording holds, for people and as JSON. Every text of the file's is shown, never obeyed.</summary>
internal static class RecordingText
{
    private const int MostLines = 60;

    /// <exception cref="InputException">It is no recording, or broken.</exception>
    public static string Of(string path, bool json)
    {
        using RecordingFile file = RecordingFile.Open(path);
        RecordingContent content = file.Describe();
        return json ? Json(content) : Text(content);
    }

    private static string Text(RecordingContent content)
    {
        string[] lines =
        [
            $"format        {content.Format}",
            .. Line("activity", content.Activity),
            .. Line("trials", Number(content.Trials)),
            .. Line("times", Number(content.Times)),
            .. Line("units", Number(content.Units)),
            .. content.Spikes is SpikeContent spikes ? Spikes(spikes) : [],
            .. Cut(content.Series, series => $"series        {series.Path} {ArrayShape.Text(series.Shape)}, "
                + (series.Rate is double rate ? Invariant($"{rate:g6} samples a second") : "with timestamps")),
            .. Cut(content.Variables, variable => $"variable      {variable.Name}, {variable.Kind.Word()}: {Values(variable)}"),
            .. content.Arrays.Count > 0 ? ["arrays"] : Array.Empty<string>(),
            .. Cut(content.Arrays, array => $"  {array.Name}  {array.Type} {ArrayShape.Text(array.Shape)}"),
            .. content.Notices.Select(notice => $"notice        {notice}"),
        ];
        return string.Join(Environment.NewLine, lines.Select(line => Printable.Of(line)));
    }

    private static IEnumerable<string> Line(string word, string? text) => text is null ? [] : [$"{word,-13} {text}"];

    private static string? Number(int? number) => number is int known ? Invariant($"{known}") : null;

    private static string[] Spikes(SpikeContent spikes) =>
    [
        Invariant($"spikes        {spikes.Count}, from {spikes.First:g6} to {spikes.Last:g6} s"),
        Invariant($"rates         {spikes.Lowest:g3} to {spikes.Highest:g3} spikes a second, the unit in the middle {spikes.Middle:g3}"),
        .. Cut(spikes.Gaps, gap => Invariant($"gap           no spike of any unit from {gap.From:g6} to {gap.To:g6} s")),
    ];

    private static string Values(VariableContent variable) => variable switch
    {
        { IsCut: false } => string.Join(", ", variable.Values.Select(value => MessageLimits.Cut(value, 100))),
        { Kind: ValueKind.Text } => $"{Listing.Of(variable.Values)} {Listing.More(variable.Count - variable.Values.Count)}",
        _ => Invariant($"{variable.Values[0]} to {variable.Values[^1]}, {variable.Count} different ones"),
    };

    // A file may have thousands of arrays.
    private static IEnumerable<string> Cut<T>(IReadOnlyList<T> items, Func<T, string> line) =>
        items.Take(MostLines).Select(line).Concat(items.Count > MostLines ? [$"  {Listing.More(items.Count - MostLines)}"] : []);

    private static string Json(RecordingContent content) => new JsonObject
    {
        ["kind"] = "recording",
        ["format"] = content.Format,
        ["activity"] = content.Activity,
        ["trials"] = content.Trials,
        ["times"] = content.Times,
        ["units"] = content.Units,
        ["variables"] = Objects(content.Variables, variable => new JsonObject
        {
            ["name"] = variable.Name,
            ["kind"] = variable.Kind.Word(),
            ["values"] = new JsonArray([.. variable.Values.Select(value => JsonValue(value, variable.Kind))]),
            ["different"] = variable.Count,
        }),
        ["spikes"] = content.Spikes is not SpikeContent spikes ? null : new JsonObject
        {
            ["count"] = spikes.Count,
            ["first"] = spikes.First,
            ["last"] = spikes.Last,
            ["rates"] = new JsonArray(spikes.Lowest, spikes.Middle, spikes.Highest),
            ["gaps"] = new JsonArray([.. spikes.Gaps.Select(gap => (JsonNode)new JsonArray(gap.From, gap.To))]),
        },
        ["series"] = Objects(content.Series, series => new JsonObject
        {
            ["path"] = series.Path,
            ["shape"] = Shape(series.Shape),
            ["rate"] = series.Rate,
        }),
        ["arrays"] = Objects(content.Arrays, array => new JsonObject
        {
            ["name"] = array.Name,
            ["type"] = array.Type,
            ["shape"] = Shape(array.Shape),
        }),
        ["notices"] = new JsonArray([.. content.Notices.Select(notice => (JsonNode)notice)]),
    }.ToJsonString();

    private static JsonArray Objects<T>(IEnumerable<T> items, Func<T, JsonObject> made) => new([.. items.Select(made)]);

    private static JsonArray Shape(IEnumerable<long> shape) => new([.. shape.Select(size => (JsonNode)size)]);

    private static JsonNode JsonValue(string value, ValueKind kind) => kind switch
    {
        ValueKind.Text => value,
        ValueKind.Flag => value == "true",
        _ => double.Parse(value, CultureInfo.InvariantCulture),
    };
}
