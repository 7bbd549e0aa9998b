using System.Text.Json;
using Mas.Networks.Formats;
using Mas.Tensors.Safetensors;

namespace Mas.Networks.Folders;

/// <summary>Reads a <c>config.json</c>: whatever it says, the outcome is a checked configuration or one sentence.</summary>
internal static class NetworkConfigFile
{
    private const int LargestFile = 1 << 20;
    private const string VocabularyKey = "vocabulary", VocabularyFile = "vocabulary.json";

    /// <exception cref="InputException">It is missing, no JSON, or says something impossible.</exception>
    /// <param name="path">The file.</param>
    /// <param name="folder">Of the network, where its words may lie.</param>
    public static NetworkConfig Read(string path, string folder)
    {
        try
        {
            JsonElement root = Parse(path);
            var section = new ConfigSection(root, path);
            NetworkFormat format = KnownFormats.All.FirstOrDefault(one => one.Recognises(root))
                ?? throw section.Error(KnownFormats.Unknown(section.Text("architecture")), "architecture");
            NetworkConfig config = format.Read(section) with
            {
                Vocabulary = Vocabulary(section, Path.Combine(folder, VocabularyFile)),
                Task = section.Text("task"),
                Names = section.Names(),
                Ignore = section.Words("ignore", "names of tensors", isRequired: false),
            };
            section.Finish();
            return NamePatterns.Wrong(config.Ignore) is string wrong ? throw section.Error($"'ignore' {wrong}", "ignore") : config;
        }
        catch (InvalidOperationException e)
        {
            throw new InputException("config.json has a text with half a surrogate pair, which is no Unicode", path, inner: e);
        }
    }

    // In config.json, or in a file of its own beside the weights.
    private static string[] Vocabulary(ConfigSection section, string file)
    {
        if (section.Has(VocabularyKey) || !File.Exists(file))
            return section.WordsOrIds(VocabularyKey);
        return ConfigSection.Alone(VocabularyKey, Json(file), file).WordsOrIds(VocabularyKey);
    }

    private static JsonElement Parse(string path)
    {
        if (!File.Exists(path) && !Directory.Exists(path))
            throw new InputException("there is no config.json in this network's folder; it needs config.json and model.safetensors", path);
        JsonElement root = Json(path);
        return root.ValueKind == JsonValueKind.Object ? root : throw new InputException("config.json is not a JSON object", path);
    }

    private static JsonElement Json(string path)
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
