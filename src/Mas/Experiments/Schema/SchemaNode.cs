using System.Text.Json.Nodes;
using Mas.Experiments.Reading;

namespace Mas.Experiments.Schema;

/// <summary>Parts of a JSON schema, draft 7, which is what editors read. Each call makes a part of its own.</summary>
internal static class SchemaNode
{
    public static JsonObject Text(string description) => Of("string", description);

    public static JsonObject Flag(string description, bool usual) => Of("boolean", description).Usually(usual);

    public static JsonObject Word(string description, IEnumerable<string> words) => new()
    {
        ["description"] = description,
        ["enum"] = new JsonArray([.. words.Distinct().Select(word => JsonValue.Create(word))]),
    };

    public static JsonObject Word<T>(string description, T usual)
        where T : struct, Enum => Word(description, Words.All<T>()).Usually(usual.Word());

    /// <summary>One value alone, such as the word <c>all</c> or <c>false</c>.</summary>
    public static JsonObject Only(JsonNode value) => new() { ["const"] = value };

    public static JsonObject Whole(string description, int least, int most = int.MaxValue)
    {
        JsonObject node = Of("integer", description);
        node["minimum"] = least;
        if (most < int.MaxValue)
            node["maximum"] = most;
        return node;
    }

    public static JsonObject Real(string description, Bounds range)
    {
        JsonObject node = Of("number", description);
        node[range.IncludesLow ? "minimum" : "exclusiveMinimum"] = range.Low;
        node[range.IncludesHigh ? "maximum" : "exclusiveMaximum"] = range.High;
        return node;
    }

    public static JsonObject List(string description, JsonNode item, int least = 0, int most = int.MaxValue)
    {
        JsonObject node = Of("array", description);
        node["items"] = item;
        if (least > 0)
            node["minItems"] = least;
        if (most < int.MaxValue)
            node["maxItems"] = most;
        return node;
    }

    public static JsonObject Any(string description, params JsonNode[] options) =>
        new() { ["description"] = description, ["anyOf"] = new JsonArray(options) };

    /// <summary>A mapping of keys that the file names itself.</summary>
    public static JsonObject Named(string description, JsonNode value)
    {
        JsonObject node = Of("object", description);
        node["additionalProperties"] = value;
        return node;
    }

    /// <summary>A mapping with these keys and no others.</summary>
    public static JsonObject Map(string description, IEnumerable<(string Key, JsonNode Value)> keys, params string[] required)
    {
        JsonObject node = Of("object", description);
        node["additionalProperties"] = false;
        if (required.Length > 0)
            node["required"] = new JsonArray([.. required.Select(key => JsonValue.Create(key))]);
        node["properties"] = new JsonObject(keys.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        return node;
    }

    /// <summary>A part that stands once, in the schema's list of definitions.</summary>
    public static JsonObject Defined(string name) => new() { ["$ref"] = $"#/definitions/{name}" };

    /// <summary>The same with what holds where the key is not written.</summary>
    public static JsonObject Usually(this JsonObject node, JsonNode value)
    {
        node["default"] = value;
        return node;
    }

    private static JsonObject Of(string type, string description) => new() { ["description"] = description, ["type"] = type };
}
