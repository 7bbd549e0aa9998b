using System.Text.Json;
using Mas.Tasks.Files;

namespace Mas.Tasks.Tokenisers;

/// <summary>Members of JSON objects that somebody else wrote.</summary>
internal static class JsonMembers
{
    /// <summary>The object of a file.</summary>
    /// <exception cref="InputException">It is no JSON, or no object.</exception>
    public static JsonElement Root(ReadOnlyMemory<byte> bytes, string path)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone()
                : throw new InputException($"{Path.GetFileName(path)} is {JsonKinds.Of(document.RootElement)}, where an object is wanted",
                    path);
        }
        catch (JsonException e)
        {
            throw new InputException($"{Path.GetFileName(path)} is not valid JSON; was it downloaded in full?", path,
                (int?)e.LineNumber + 1, (int?)e.BytePositionInLine + 1, inner: e);
        }
    }

    /// <exception cref="InputException">It is missing, or of another kind.</exception>
    public static JsonElement Of(JsonElement whole, string name, JsonValueKind kind, string path, string key)
    {
        if (whole.ValueKind != JsonValueKind.Object)
            throw Wrong(whole, JsonValueKind.Object, path, key);
        if (!whole.TryGetProperty(name, out JsonElement member))
            throw new InputException($"'{name}' is missing here", path, key: key);
        return member.ValueKind == kind ? member : throw Wrong(member, kind, path, $"{key}.{name}");
    }

    public static string Text(JsonElement whole, string name, string path, string key) =>
        String(Of(whole, name, JsonValueKind.String, path, key), path, $"{key}.{name}");

    /// <summary>The text of a value that is one.</summary>
    /// <exception cref="InputException">It has half of a surrogate pair.</exception>
    public static string String(JsonElement value, string path, string key)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            throw Half(path, key, e);
        }
    }

    /// <summary>The name of a member.</summary>
    /// <exception cref="InputException">It has half of a surrogate pair.</exception>
    public static string Name(JsonProperty member, string path, string key)
    {
        try
        {
            return member.Name;
        }
        catch (InvalidOperationException e)
        {
            throw Half(path, key, e);
        }
    }

    /// <summary>A truth value; false where there is none.</summary>
    public static bool Flag(JsonElement whole, string name, string path, string key) =>
        whole.TryGetProperty(name, out JsonElement value) && value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False or JsonValueKind.Null => false,
            _ => throw new InputException($"the value is {JsonKinds.Of(value)}, where true or false is wanted", path, key: $"{key}.{name}"),
        };

    /// <summary>The id of a token.</summary>
    /// <exception cref="InputException">It is no whole number, or too large.</exception>
    public static int Id(JsonElement value, string path, string key) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int id) && id is >= 0 and < TokenList.MostIds ? id
            : throw new InputException($"the id {Shown(value)} is no whole number from 0 to "
                + $"{TokenList.MostIds - 1}", path, key: key);

    private static string Shown(JsonElement value) =>
        value.ValueKind == JsonValueKind.Undefined ? "that is not there" : MessageLimits.Cut(value.GetRawText(), 40);

    private static InputException Wrong(JsonElement found, JsonValueKind wanted, string path, string key) =>
        new($"the value is {JsonKinds.Of(found)}, where {JsonKinds.Of(wanted)} is wanted", path, key: key);

    private static InputException Half(string path, string key, Exception inner) =>
        new("a text here holds half of a surrogate pair; the file is damaged", path, key: key, inner: inner);
}
