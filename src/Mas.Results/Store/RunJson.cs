using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mas.Results.Store;

/// <summary><c>run.json</c>: a <see cref="RunRecord"/> as indented JSON with snake_case keys in the record's order.</summary>
internal static class RunJson
{
    private const int NewestFormat = 1;

    private static readonly RunJsonContext Context = new(new JsonSerializerOptions(RunJsonContext.Default.Options)
    {
        // The file is read by people and never pasted into HTML as it is, so → and × stay what they are.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    public static byte[] Bytes(RunRecord run) => [.. JsonSerializer.SerializeToUtf8Bytes(run, Context.RunRecord), (byte)'\n'];

    /// <exception cref="InputException">Not JSON, not a run record, or written by a newer version.</exception>
    public static RunRecord Parse(ReadOnlySpan<byte> json, string file)
    {
        RunRecord run;
        try
        {
            RefuseNullItems(json);
            run = JsonSerializer.Deserialize(json, Context.RunRecord) ?? throw new JsonException("the file says null");
        }
        catch (JsonException error)
        {
            throw new InputException($"this is no run record: {FirstSentence(error.Message)}", file,
                OneBased(error.LineNumber), OneBased(error.BytePositionInLine), error.Path is null or "$" ? null : error.Path, error);
        }
        if (run.Format > NewestFormat)
            throw new InputException($"the run record has format {run.Format}, and this version of mas reads up to {NewestFormat}; use a "
                + "newer mas", file);
        return run;
    }

    // The deserializer refuses null as a value that must not be missing, but lets it pass as an item of a list.
    private static void RefuseNullItems(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        JsonTokenType before = JsonTokenType.None;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Null && before is not (JsonTokenType.PropertyName or JsonTokenType.None))
                throw new JsonException($"a list has null for an item, at byte {reader.TokenStartIndex}");
            before = reader.TokenType;
        }
    }

    private static int? OneBased(long? zeroBased) => (int?)(zeroBased + 1);

    // System.Text.Json repeats path, line and byte at the end of the message; they are given in their own fields.
    private static string FirstSentence(string message) => message.Split(" Path: ")[0].Split(" LineNumber: ")[0].TrimEnd('.', ' ', '|');
}

[JsonSourceGenerationOptions(
    WriteIndented = true, NewLine = "\n",
    RespectNullableAnnotations = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(RunRecord))]
internal sealed partial class RunJsonContext : JsonSerializerContext;
