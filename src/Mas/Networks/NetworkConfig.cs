using System.Text.Json;
using System.Text.Json.Nodes;
using Mas.Results;

namespace Mas.Networks;

/// <summary><c>config.json</c> of a network folder.</summary>
/// <param name="Architecture">Such as <c>gru</c>.</param>
/// <param name="Width">Width of the state.</param>
/// <param name="HeadWidth">Hidden width of the head.</param>
/// <param name="Vocabulary">Words in the order of their ids.</param>
/// <param name="Task">Task that it was trained on.</param>
public sealed record NetworkConfig(string Architecture, int Width, int HeadWidth, IReadOnlyList<string> Vocabulary, string Task)
{
    private const int LargestFile = 1 << 20;
    private const int LargestWidth = 1 << 16;
    private const int LargestVocabulary = 1 << 20;

    /// <summary>Reads and checks it.</summary>
    /// <exception cref="InputException">It is missing, no JSON, or says something impossible.</exception>
    public static NetworkConfig Read(string path)
    {
        try
        {
            return Read(Parse(path), path);
        }
        catch (InvalidOperationException e)
        {
            throw new InputException("config.json has a text with half a surrogate pair, which is no Unicode", path, inner: e);
        }
    }

    private static NetworkConfig Read(JsonElement root, string path)
    {
        string architecture = Text(root, "architecture", path);
        if (architecture is "lstm" or "transformer" or "mlp")
            throw new InputException($"the architecture '{architecture}' is not available yet; 'gru' is", path, key: "architecture");
        if (architecture != "gru")
            throw new InputException($"the architecture '{architecture}' is unknown; 'gru' is available", path, key: "architecture");
        return new NetworkConfig(
            architecture, Number(root, "width", LargestWidth, path), Number(root, "head_width", LargestWidth, path),
            Words(root, path), Text(root, "task", path));
    }

    /// <summary>The file's text.</summary>
    public string ToJson()
    {
        var words = new JsonArray([.. Vocabulary.Select(word => JsonValue.Create(word))]);
        var json = new JsonObject
        {
            ["architecture"] = Architecture,
            ["width"] = Width,
            ["vocabulary"] = words,
            ["head_width"] = HeadWidth,
            ["task"] = Task,
        };
        return json.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n";
    }

    private static JsonElement Parse(string path)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new InputException("there is no config.json in this network's folder; it needs config.json and model.safetensors", path);
        if (file.Length > LargestFile)
            throw new InputException($"config.json has {file.Length} bytes; at most {LargestFile} are read", path);
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new InputException("config.json is not a JSON object", path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"config.json cannot be read ({e.Message.TrimEnd('.')})", path, inner: e);
        }
        catch (JsonException e)
        {
            throw new InputException("config.json is not valid JSON", path, (int?)e.LineNumber + 1, (int?)e.BytePositionInLine + 1, inner: e);
        }
    }

    private static JsonElement Value(JsonElement root, string key, string path) =>
        root.TryGetProperty(key, out JsonElement value) ? value : throw new InputException($"config.json lacks '{key}'", path, key: key);

    private static string Text(JsonElement root, string key, string path)
    {
        JsonElement value = Value(root, key, path);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw new InputException($"'{key}' is {value.ValueKind}; a text is wanted", path, key: key);
    }

    private static int Number(JsonElement root, string key, int largest, string path)
    {
        JsonElement value = Value(root, key, path);
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= 1 && number <= largest
            ? number
            : throw new InputException($"'{key}' is {value.GetRawText()}; a whole number from 1 to {largest} is wanted", path, key: key);
    }

    private static string[] Words(JsonElement root, string path)
    {
        JsonElement value = Value(root, "vocabulary", path);
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() is 0 or > LargestVocabulary || value.EnumerateArray().Any(word => word.ValueKind != JsonValueKind.String))
            throw new InputException("'vocabulary' is not a list of words", path, key: "vocabulary");
        string[] words = [.. value.EnumerateArray().Select(word => word.GetString()!)];
        if (words.Distinct().Count() != words.Length)
            throw new InputException("'vocabulary' has a word twice", path, key: "vocabulary");
        return words;
    }
}
