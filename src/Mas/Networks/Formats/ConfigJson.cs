using System.Text.Json;
using Mas.Tensors.Safetensors;

namespace Mas.Networks.Formats;

/// <summary>The text of a <c>config.json</c>: one JSON object without a key that comes twice.</summary>
internal static class ConfigJson
{
    private const int LargestFile = 1 << 20;

    /// <exception cref="InputException">It is missing, or no JSON object.</exception>
    public static JsonElement Read(string path) => ReadOnce.Of(path, null, () => ReadNow(path));

    private static JsonElement ReadNow(string path)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
            throw new InputException("there is no config.json in this network's folder; it needs config.json and model.safetensors", path);
        JsonElement root = ReadAny(path);
        return root.ValueKind == JsonValueKind.Object ? root : throw new InputException("config.json is not a JSON object", path);
    }

    /// <summary>Any JSON value.</summary>
    /// <exception cref="InputException">The file is no JSON.</exception>
    public static JsonElement ReadAny(string path)
    {
        byte[] bytes = FileBytes.ReadAll(path, LargestFile, "this is no configuration of a network");
        try
        {
            using JsonDocument document = JsonDocument.Parse(Utf8Text.Of(bytes, path));
            RequireDistinctKeys(document.RootElement, path);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            if (ForeignFile.InPlace(bytes.AsSpan(0, Math.Min(ForeignFile.Length, bytes.Length))) is string foreign)
                throw new InputException(foreign, path, inner: e);
            throw new InputException($"{Path.GetFileName(path)} is not valid JSON", path, (int?)e.LineNumber + 1,
                (int?)e.BytePositionInLine + 1, inner: e);
        }
    }

    // Of a key that comes twice each reader would take the one it likes.
    private static void RequireDistinctKeys(JsonElement element, string path)
    {
        if (element.ValueKind == JsonValueKind.Array)
            foreach (JsonElement item in element.EnumerateArray())
                RequireDistinctKeys(item, path);
        if (element.ValueKind != JsonValueKind.Object)
            return;
        var known = new HashSet<string>();
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!known.Add(property.Name))
                throw new InputException(
                    $"{Path.GetFileName(path)} has '{property.Name}' twice; leave one of them out", path, key: property.Name);
            RequireDistinctKeys(property.Value, path);
        }
    }
}
