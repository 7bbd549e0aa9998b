using System.Text.Json;

namespace Mas.Tasks.Files;

/// <summary>Kinds of JSON values, for messages.</summary>
internal static class JsonKinds
{
    public static string Of(JsonElement value) => Of(value.ValueKind);

    public static string Of(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a truth value",
    };
}
