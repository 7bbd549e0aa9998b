using System.Text.Json;

namespace Mas.Tasks.Tokenisers;

/// <summary>What a tokenizer_config.json and a special_tokens_map.json say beside the tokeniser.</summary>
/// <param name="Config">Their members; of no kind where there is no such file.</param>
internal sealed record TokeniserSettings(JsonElement Config, JsonElement Map, string Path)
{
    private static readonly string[] s_names = ["bos_token", "eos_token", "unk_token", "pad_token", "sep_token", "cls_token", "mask_token"];

    /// <summary>A token by its role, which is a text or an object with one; null where none has it.</summary>
    public string? Named(string role) => Content(Member(Config, role)) ?? Content(Member(Map, role));

    /// <summary>All special tokens that they name.</summary>
    public IReadOnlySet<string> Special => new HashSet<string>([.. s_names.Select(Named).OfType<string>(),
        .. new[] { Config, Map }.Select(file => Member(file, "additional_special_tokens"))
            .Where(list => list.ValueKind == JsonValueKind.Array).SelectMany(list => list.EnumerateArray())
            .Select(Content).OfType<string>()]);

    /// <summary>Whether something is switched on; what it is where the settings do not say.</summary>
    public bool Is(string name, bool otherwise) =>
        Member(Config, name).ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? otherwise
            : JsonMembers.Flag(Config, name, Path, "");

    /// <summary>A text; null where there is none.</summary>
    public string? Text(string name) => Content(Member(Config, name));

    private string? Content(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => JsonMembers.String(value, Path, "special tokens"),
        JsonValueKind.Object when value.TryGetProperty("content", out JsonElement inner) => Content(inner),
        _ => null,
    };

    private static JsonElement Member(JsonElement whole, string name) =>
        whole.ValueKind == JsonValueKind.Object ? TokeniserJson.Member(whole, name) : default;
}
