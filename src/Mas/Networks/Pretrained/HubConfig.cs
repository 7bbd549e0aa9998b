using System.Text.Json;
using Mas.Networks.Formats;

namespace Mas.Networks.Pretrained;

/// <summary>The entries of a <c>config.json</c> as Hugging Face's libraries write it: what is null counts as absent, and keys that nobody
/// asks for are left alone.</summary>
internal sealed class HubConfig
{
    private readonly JsonElement _root;
    private readonly string _path;
    private readonly ConfigSection _section;

    public HubConfig(JsonElement root, string path)
    {
        (_root, _path) = (root, path);
        Dictionary<string, JsonElement> said = root.EnumerateObject().Where(property => property.Value.ValueKind != JsonValueKind.Null)
            .ToDictionary(property => property.Name, property => property.Value);
        _section = new ConfigSection(JsonSerializer.SerializeToElement(said), path);
    }

    public bool Has(string key) => _section.Has(key);

    /// <summary>Whether the key is there, and null.</summary>
    public bool IsNull(string key) => _root.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.Null;

    /// <summary>A whole number from 1 that must be there.</summary>
    public int Number(string key, int largest) => _section.RequiredNumber(key, largest);

    /// <summary>A whole number from 1.</summary>
    public int Number(string key, int largest, int fallback) => _section.Number(key, largest) is > 0 and int number ? number : fallback;

    /// <summary>A number above 0 that must be there.</summary>
    public double Positive(string key, double largest) => _section.Positive(key, largest) ?? throw Error($"config.json lacks '{key}'", key);

    public double Positive(string key, double largest, double fallback) => _section.Positive(key, largest) ?? fallback;

    public bool Flag(string key, bool fallback) => _section.Flag(key, fallback);

    public string Text(string key, string fallback) => _section.Has(key) ? _section.Text(key) : fallback;

    /// <summary>Refuses a value that would make this another network than the one that is computed here.</summary>
    public void RequireFlag(string key, bool only)
    {
        if (Flag(key, only) != only)
            throw Error($"'{key}' is {(only ? "false" : "true")}, which this program does not compute", key);
    }

    /// <summary>A list of texts; empty where the key is absent.</summary>
    public string[] Words(string key, string what) => _section.Words(key, what, isRequired: false);

    /// <summary>An object with entries of its own; null where the key is absent.</summary>
    public HubConfig? Part(string key) => !Has(key) ? null : _root.GetProperty(key) is { ValueKind: JsonValueKind.Object } value
        ? new HubConfig(value, _path) : throw Error($"'{key}' is no object", key);

    public InputException Error(string message, string key) => _section.Error(message, key);
}
