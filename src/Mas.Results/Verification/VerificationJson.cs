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
        Write(json, "elsewhere", record.Elsewhere);
        json.WriteNumber("values", record.Values);
        json.WriteNumber("equal", record.Equal);
        json.WriteNumber("not_evaluated", record.NotEvaluated);
        Write(json, "problems", record.Problems);
        json.WriteStartArray("differences");
        foreach (ValueDifference difference in record.Differences)
            Write(json, difference);
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> sentences)
    {
        json.WriteStartArray(name);
        foreach (string sentence in sentences)
            json.WriteStringValue(sentence);
        json.WriteEndArray();
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
        json.WriteString("metric", row.Metric);
        ResultJson.Write(json, "stored", difference.Stored);
        ResultJson.Write(json, "found", difference.Found);
        json.WriteNumber("allowed", difference.Allowed);
        json.WriteString("message", difference.ToString());
        json.WriteEndObject();
    }
}
