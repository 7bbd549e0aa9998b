using System.Text.Json;
using Mas.Results.Json;
using Mas.Similarity;

namespace Mas.Cli.Commands;

/// <summary>Measured pairs for people and for programs.</summary>
internal static class SimilarityText
{
    /// <summary>A table with aligned columns, and below it what must be said beside the numbers.</summary>
    public static string Table(IReadOnlyList<MeasuredPair> pairs)
    {
        string[] head = ["measure", "first", "second", "value", "by chance", "p", "ceilings", "n", "distinct", "d"];
        string[][] rows = [head, .. pairs.Select(Row)];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length))];
        IEnumerable<string> lines = rows.Select(row =>
            string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        string[] caveats = [.. pairs.SelectMany(pair => pair.Sentences).Distinct()];
        string[] all = [.. lines, .. caveats.Length > 0 ? [""] : (string[])[], .. caveats];
        return string.Join(Environment.NewLine, all.Select(line => Printable.Of(line)));
    }

    public static string Json(string run, IReadOnlyList<MeasuredPair> pairs) => ResultJson.Object(json =>
    {
        json.WriteString("run", run);
        json.WriteStartArray("pairs");
        foreach (MeasuredPair pair in pairs)
            Write(json, pair);
        json.WriteEndArray();
    });

    private static string[] Row(MeasuredPair pair)
    {
        SimilarityResult result = pair.Result;
        return
        [
            result.Measure, $"{pair.Source.Network} {pair.Source.Site}", $"{pair.Target.Network} {pair.Target.Site}",
            result.Value is double value ? Invariant($"{value:f4}") : "none",
            pair.Chance is null ? "" : Invariant($"{pair.Chance.Mean:f4} ± {pair.Chance.Deviation:f4}"),
            pair.Chance is null ? "" : Invariant($"{pair.Chance.P:f3}"),
            pair.SourceCeiling is { } source && pair.TargetCeiling is { } target ? Invariant($"{source.Mean:f4}, {target.Mean:f4}") : "",
            Invariant($"{result.Samples}"), Invariant($"{result.Distinct}"),
            result.Width == result.OtherWidth ? Invariant($"{result.Width}") : Invariant($"{result.Width}, {result.OtherWidth}"),
        ];
    }

    private static void Write(Utf8JsonWriter json, MeasuredPair pair)
    {
        json.WriteStartObject();
        json.WriteString("measure", pair.Result.Measure);
        json.WriteString("source", pair.Source.Network);
        json.WriteString("source_site", pair.Source.Site);
        json.WriteString("target", pair.Target.Network);
        json.WriteString("target_site", pair.Target.Site);
        ResultJson.Write(json, "value", pair.Result.Value);
        json.WriteString("reason", pair.Result.Reason);
        json.WriteNumber("samples", pair.Result.Samples);
        json.WriteNumber("distinct", pair.Result.Distinct);
        json.WriteNumber("source_width", pair.Result.Width);
        json.WriteNumber("target_width", pair.Result.OtherWidth);
        ResultJson.Write(json, "chance_mean", pair.Chance?.Mean);
        ResultJson.Write(json, "chance_deviation", pair.Chance?.Deviation);
        ResultJson.Write(json, "p", pair.Chance?.P);
        ResultJson.Write(json, "source_ceiling", pair.SourceCeiling?.Mean);
        ResultJson.Write(json, "target_ceiling", pair.TargetCeiling?.Mean);
        json.WriteStartArray("caveats");
        foreach (string caveat in pair.Result.Caveats)
            json.WriteStringValue(caveat);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
