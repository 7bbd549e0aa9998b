using System.Text.Json;
using Mas.Results.Files;

namespace Mas.Networks.Formats;

/// <summary>Reads a <c>config.json</c>: whatever it says, the outcome is a checked configuration or one sentence.</summary>
internal sealed class NetworkConfigReader(string path)
{
    private const int LargestFile = 1 << 20;
    private const int LargestWidth = 1 << 16;
    private const int MostLayers = 1 << 10;
    private const int LargestVocabulary = 1 << 20;

    /// <exception cref="InputException">It is missing, no JSON, or says something impossible.</exception>
    public NetworkConfig Read()
    {
        try
        {
            return Read(Parse());
        }
        catch (InvalidOperationException e)
        {
            throw new InputException("config.json has a text with half a surrogate pair, which is no Unicode", path, inner: e);
        }
    }

    private NetworkConfig Read(JsonElement root)
    {
        string name = Text(root, "architecture");
        Architecture architecture = Architecture.Find(name) ?? throw Error(Architecture.Unknown(name), "architecture");
        var config = new NetworkConfig
        {
            Architecture = name,
            Width = Number(root, "width", LargestWidth),
            EmbeddingWidth = Number(root, "embedding_width", LargestWidth),
            Head = root.TryGetProperty("head", out _) ? Head(root) : null,
            HeadWidth = Number(root, "head_width", LargestWidth),
            Layers = Number(root, "layers", MostLayers),
            Features = Number(root, "features", LargestWidth),
            Bias = !root.TryGetProperty("bias", out JsonElement bias) || Flag(bias),
            Vocabulary = Words(root, "vocabulary", "words"),
            Task = Text(root, "task"),
            Names = Names(root),
            Ignore = root.TryGetProperty("ignore", out _) ? Words(root, "ignore", "names of tensors") : [],
        };
        Check(root, config, architecture);
        return config;
    }

    private void Check(JsonElement root, NetworkConfig config, Architecture architecture)
    {
        foreach (string key in architecture.Required(config))
            if (config.Number(key) == 0)
                throw Error($"config.json lacks '{key}'", key);
        foreach ((string key, double only) in architecture.Fixed(config))
            if (root.TryGetProperty(key, out JsonElement value) && !(value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && number == only))
                throw Error(FormattableString.Invariant($"'{key}' is {value.GetRawText()}; this program's {config.Architecture} has {only}"), key);
        if (architecture.Check(config) is InputError error)
            throw Error(error.Message, error.Key ?? "architecture");
    }

    private JsonElement Parse()
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

    private string Text(JsonElement root, string key)
    {
        if (!root.TryGetProperty(key, out JsonElement value))
            throw Error($"config.json lacks '{key}'", key);
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Error($"'{key}' is {value.ValueKind}; a text is wanted", key);
    }

    private int Number(JsonElement root, string key, int largest)
    {
        if (!root.TryGetProperty(key, out JsonElement value))
            return 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int number) && number >= 1 && number <= largest
            ? number
            : throw Error($"'{key}' is {value.GetRawText()}; a whole number from 1 to {largest} is wanted", key);
    }

    private string Head(JsonElement root) =>
        Text(root, "head") is var head and ("linear" or "mlp-gelu") ? head : throw Error($"'head' is '{Text(root, "head")}'; wanted is 'linear' or 'mlp-gelu'", "head");

    private bool Flag(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Error($"'bias' is {value.GetRawText()}; true or false is wanted", "bias"),
    };

    private string[] Words(JsonElement root, string key, string what)
    {
        if (!root.TryGetProperty(key, out JsonElement value))
            throw Error($"config.json lacks '{key}'", key);
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() is 0 or > LargestVocabulary || value.EnumerateArray().Any(word => word.ValueKind != JsonValueKind.String))
            throw Error($"'{key}' is not a list of {what}", key);
        string[] words = [.. value.EnumerateArray().Select(word => word.GetString()!)];
        return words.Distinct().Count() == words.Length ? words : throw Error($"'{key}' has a word twice", key);
    }

    private Dictionary<string, string?> Names(JsonElement root)
    {
        var names = new Dictionary<string, string?>();
        if (!root.TryGetProperty("names", out JsonElement value))
            return names;
        if (value.ValueKind != JsonValueKind.Object)
            throw Error($"'names' is {value.ValueKind}; an object from this program's names of tensors to those of the file is wanted", "names");
        foreach (JsonProperty pair in value.EnumerateObject())
        {
            if (pair.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
                throw Error($"'names' has {pair.Value.GetRawText()} for '{pair.Name}'; the name of a tensor, or null for a bias that is not there, is wanted", "names");
            if (!names.TryAdd(pair.Name, pair.Value.GetString()))
                throw Error($"'names' has '{pair.Name}' twice", "names");
        }
        return names;
    }

    private InputException Error(string message, string key) => new(message, path, key: key);
}
