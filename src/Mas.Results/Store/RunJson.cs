using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Mas.Results.Store;

/// <summary><c>run.json</c>: a <see cref="RunRecord"/> as indented JSON with snake_case keys in the record's order.</summary>
internal static partial class RunJson
{
    private const int NewestFormat = 1;

    private static readonly RunJsonContext Context = new(new JsonSerializerOptions(RunJsonContext.Default.Options)
    {
        // The file is read by people and never pasted into HTML as it is, so → and × stay what they are.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });

    // In JSON the same signs stand for the same characters.
    public static byte[] Bytes(RunRecord run) =>
        [.. Encoding.UTF8.GetBytes(Printable.Of(JsonSerializer.Serialize(run, Context.RunRecord), kept: "\n")), (byte)'\n'];

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
            throw new InputException($"this is no run record: {Reason(error.Message)}", file,
                OneBased(error.LineNumber), OneBased(error.BytePositionInLine), Key(error), error);
        }
        catch (InvalidOperationException error)
        {
            throw new InputException("this is no run record: a text holds half of a character, which is no Unicode", file, inner: error);
        }
        if (Hollow(run) is string hollow)
            throw new InputException("this is no run record: there is nothing in it, and a run writes something", file, key: hollow);
        if (run.Format > NewestFormat)
            throw new InputException($"the run record has format {run.Format}, and this version of mas reads up to {NewestFormat}; use a "
                + "newer mas", file, key: "format");
        return run;
    }

    // The deserializer refuses null as a value that must not be missing, but lets it pass as an item of a list.
    private static void RefuseNullItems(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        Stack<string> path = [];
        string name = "";
        JsonTokenType before = JsonTokenType.None;
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                path.Push(name);
                name = "";
            }
            else if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                _ = path.Pop();
            else if (reader.TokenType == JsonTokenType.PropertyName)
                name = reader.GetString()!;
            else if (reader.TokenType == JsonTokenType.Null && before is not (JsonTokenType.PropertyName or JsonTokenType.None))
                throw new JsonException(
                    "a list has null for an item", string.Join('.', path.Reverse().Where(one => one.Length > 0)), null, null);
            before = reader.TokenType;
        }
    }

    // Nor does it look into maps and pairs. A curve of no points has no smallest one.
    private static string? Hollow(RunRecord run) =>
        run.Setup.Any(pair => pair.Key is null || pair.Value is null) ? "setup"
        : run.Versions.Values.Contains(null!) ? "versions"
        : run.Hashes.Values.Contains(null!) ? "hashes"
        : run.Evidence?.SmallestSubspace.Any(curve => curve.Points.Count == 0) == true ? "evidence.smallest_subspace"
        : run.Shown?.Flaw() is string flaw ? $"shown.{flaw}"
        : null;

    // The key where the reader stopped; of one that is missing, which the reader tells of the whole it is missing in, its own.
    private static string? Key(JsonException error)
    {
        string place = (error.Path ?? "$").TrimStart('$').TrimStart('.');
        string lost = Missing().Match(error.Message) is { Success: true } missing ? missing.Groups[1].Value.Split('\'')[1] : "";
        string key = place.Length > 0 && lost.Length > 0 ? $"{place}.{lost}" : place + lost;
        return key.Length == 0 ? null : key;
    }

    private static int? OneBased(long? zeroBased) => (int?)(zeroBased + 1);

    // System.Text.Json names types of .NET, and repeats path, line and byte; they are given in their own fields.
    private static string Reason(string message)
    {
        if (Missing().Match(message) is { Success: true } missing)
            return $"it lacks {missing.Groups[1].Value.TrimEnd('.')}, which every run writes";
        if (message.Contains("doesn't allow setting null", StringComparison.Ordinal)
            || message.Contains("constructor", StringComparison.Ordinal))
            return "a value is null that no run leaves out";
        if (message.Contains("could not be converted", StringComparison.Ordinal))
            return "a value is of another kind than a run writes";
        return message.Split(" Path: ")[0].Split(" LineNumber: ")[0].TrimEnd('.', ' ', '|');
    }

    [GeneratedRegex("missing required properties including: (.*)", RegexOptions.CultureInvariant)]
    private static partial Regex Missing();
}

[JsonSourceGenerationOptions(
    WriteIndented = true, NewLine = "\n",
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(RunRecord))]
internal sealed partial class RunJsonContext : JsonSerializerContext;
