using System.Text.Json;
using Mas.Results.Json;

namespace Mas.Results.Verification;

/// <summary>The one object that <c>mas verify --json</c> prints, on one line.</summary>
internal static class VerificationJson
{
    public static string Of(VerificationRecord record) => ResultJson.Object(json =>
    {
        json.WriteString("run", record.Run);
        json.WriteBoolean("holds", record.Holds);
        json.WriteBoolean("same_machine", record.IsSameMachine);
        ResultJson.List(json, "elsewhere", record.Elsewhere, json.WriteStringValue);
        json.WriteNumber("values", record.Values);
        json.WriteNumber("equal", record.Equal);
        json.WriteNumber("not_evaluated", record.NotEvaluated);
        ResultJson.List(json, "problems", record.Problems, json.WriteStringValue);
        ResultJson.List(json, "differences", record.Differences, difference => Write(json, difference));
        ResultJson.List(json, "contradictions", record.Contradictions, difference => Write(json, difference));
        ResultJson.List(json, "not_compared", record.NotCompared, json.WriteStringValue);
    });

    private static void Write(Utf8JsonWriter json, RecordDifference difference)
    {
        json.WriteStartObject();
        json.WriteString("key", difference.Key);
        json.WriteString("subject", difference.Subject);
        json.WriteString("stored", difference.Stored);
        json.WriteString("found", difference.Found);
        json.WriteString("message", difference.ToString());
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ValueDifference difference)
    {
        MetricRow row = difference.Row;
        json.WriteStartObject();
        json.WriteString("source", row.Source);
        json.WriteString("target", row.Target);
        json.WriteString("variable", row.Variable);
        json.WriteString("method", row.Method);
        ResultJson.Write(json, "size", row.Size);
        ResultJson.Write(json, "seed", row.Seed);
        json.WriteString("split", row.Split);
        json.WriteString("metric", row.Metric);
        ResultJson.Write(json, "stored", difference.Stored);
        ResultJson.Write(json, "found", difference.Found);
        json.WriteNumber("allowed", difference.Allowed);
        json.WriteString("message", difference.ToString());
        json.WriteEndObject();
    }
}
