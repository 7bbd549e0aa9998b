using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mas.Results.Json;

namespace Mas.Results.Plans;

/// <summary><c>plan.json</c> as indented JSON with snake_case keys in the record's order.</summary>
internal static class PlanJson
{
    private const int NewestFormat = 1;

    private static readonly PlanJsonContext s_context = new(new JsonSerializerOptions(PlanJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static byte[] Bytes(PlanRecord plan) =>
        [.. Encoding.UTF8.GetBytes(Printable.Of(JsonSerializer.Serialize(plan, s_context.PlanRecord), kept: "\n")), (byte)'\n'];

    /// <exception cref="InputException">Not JSON, no plan record, or written by a newer version.</exception>
    public static PlanRecord Parse(string json, string file)
    {
        PlanRecord plan;
        try
        {
            plan = JsonSerializer.Deserialize(json, s_context.PlanRecord) ?? throw new JsonException("the file says null");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InputException("this is no record of a plan: it is damaged, or a value is missing or of another kind than mas "
                + "writes; give another folder with --output", file, inner: error);
        }
        return plan.Format <= NewestFormat ? plan
            : throw new InputException($"the record has format {plan.Format}, and this version of mas reads up to {NewestFormat}; use a "
                + "newer mas", file, key: "format");
    }

    /// <summary>The one object that <c>mas plan --json</c> prints, on one line.</summary>
    public static string Printed(PlanRecord plan, double seconds, long peakMemory) => ResultJson.Object(json =>
    {
        json.WriteString("plan", plan.Plan);
        json.WriteString("status", plan.Status);
        json.WriteNumber("seconds", seconds);
        json.WriteNumber("peak_memory_bytes", peakMemory);
        ResultJson.List(json, "answers", plan.Answers, answer =>
        {
            json.WriteStartObject();
            json.WriteString("measure", answer.Measure);
            json.WriteString("varied", answer.Varied.Word());
            ResultJson.Write(json, "from", answer.From);
            json.WriteString("sentence", answer.Sentence);
            json.WriteEndObject();
        });
    });
}

[JsonSourceGenerationOptions(
    WriteIndented = true, NewLine = "\n", UseStringEnumConverter = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(PlanRecord))]
internal sealed partial class PlanJsonContext : JsonSerializerContext;
