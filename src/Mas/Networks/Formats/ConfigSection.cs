using System.Text.Json;

namespace Mas.Networks.Formats;

/// <summary>The entries of a <c>config.json</c>, each checked when it is asked for.</summary>
internal sealed class ConfigSection(JsonElement root, string path)
{
    public const int LargestWidth = 1 << 16, MostLayers = 1 << 10;
    private const int LargestVocabulary = 1 << 20, MostItems = 1 << 10;

    // The ids of the words that frame a sequence say what the order of the words says too. The others only foreign programs write.
    private static readonly string[] s_known = ["architecture", "pad", "bos", "eos"], s_foreign = ["model_type", "architectures"];

    private readonly List<string> _asked = [.. s_known];

    public string Text(string key)
    {
        JsonElement value = Required(key);
        return value.ValueKind == JsonValueKind.String
            ? value.GetString()! : throw Error($"'{key}' is {value.ValueKind}; a text is wanted", key);
    }

    /// <summary>One of some words; null where the key is absent.</summary>
    public string? Word(string key, params string[] words) =>
        !Has(key, out _) ? null : Text(key) is var word && words.Contains(word) ? word
        : throw Error($"'{key}' is '{Text(key)}'; wanted is {string.Join(" or ", words.Select(one => $"'{one}'"))}", key);

    /// <summary>A whole number from 1; 0 where the key is absent.</summary>
    public int Number(string key, int largest)
    {
        if (!Has(key, out JsonElement value))
            return 0;
        return value.ValueKind == JsonValueKind.Number && WholeNumber.Parse(value.GetRawText()) is long number and >= 1 && number <= largest
            ? (int)number
            : throw Error($"'{key}' is {value.GetRawText()}; a whole number from 1 to {largest} is wanted", key);
    }

    /// <summary>A whole number from 1 that must be there.</summary>
    public int RequiredNumber(string key, int largest) => Number(key, largest) is > 0 and int number ? number : throw Lacks(key);

    /// <summary>A number above 0; null where the key is absent.</summary>
    public double? Positive(string key, double largest) => !Has(key, out JsonElement value) ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && number > 0 && number <= largest ? number
        : throw Error(Invariant($"'{key}' is {value.GetRawText()}; a number above 0, at most {largest}, is wanted"), key);

    public bool Has(string key) => Has(key, out _);

    public bool Flag(string key, bool fallback) => !Has(key, out JsonElement value) ? fallback : value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Error($"'{key}' is {value.GetRawText()}; true or false is wanted", key),
    };

    /// <summary>A number that may be there but leaves no choice.</summary>
    public void RequireFixed(string key, double only, string architecture)
    {
        if (Has(key, out JsonElement value)
            && !(value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && number == only))
            throw Error(Invariant($"'{key}' is {value.GetRawText()}; this program's {architecture} has {only}"), key);
    }

    /// <summary>A list of different texts; empty where the key is absent and may be.</summary>
    public string[] Words(string key, string what, bool isRequired)
    {
        if (!isRequired && !Has(key, out _))
            return [];
        JsonElement value = Required(key);
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() is 0 or > LargestVocabulary
            || value.EnumerateArray().Any(word => word.ValueKind != JsonValueKind.String))
            throw Error($"'{key}' is not a list of {what}", key);
        string[] words = [.. value.EnumerateArray().Select(word => word.GetString()!)];
        return words.Distinct().Count() == words.Length ? words : throw Error($"'{key}' has a word twice", key);
    }

    /// <summary>Words in the order of their ids: a list, or a map from each word to its id.</summary>
    public string[] WordsOrIds(string key)
    {
        JsonElement value = Required(key);
        return value.ValueKind == JsonValueKind.Object ? FromIds(value, key)
            : Words(key, "words, nor a map from words to ids", isRequired: true);
    }

    private string[] FromIds(JsonElement map, string key)
    {
        JsonProperty[] pairs = [.. map.EnumerateObject()];
        if (pairs.Length is 0 or > LargestVocabulary)
            throw Error(Invariant($"'{key}' has {pairs.Length} words; 1 to {LargestVocabulary} are possible"), key);
        var words = new string?[pairs.Length];
        foreach (JsonProperty pair in pairs)
        {
            if (pair.Value.ValueKind != JsonValueKind.Number || WholeNumber.Parse(pair.Value.GetRawText()) is not (>= 0 and long id)
                || id >= words.Length || words[id] is not null)
                throw Error($"'{key}' gives '{pair.Name}' the id {pair.Value.GetRawText()}; "
                    + $"wanted are the ids 0 to {words.Length - 1}, one for each word", key);
            words[id] = pair.Name;
        }
        return [.. words.Select(word => word!)];
    }

    /// <summary>A file that is one value and no object of keys.</summary>
    public static ConfigSection Alone(string key, JsonElement value, string path) =>
        new(JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement> { [key] = value }), path);

    /// <summary>A list of objects that must be there, each with entries of its own.</summary>
    public IReadOnlyList<ConfigSection> Items(string key, string what)
    {
        JsonElement value = Required(key);
        return value.ValueKind == JsonValueKind.Array && value.GetArrayLength() is > 0 and <= MostItems
            && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.Object)
            ? [.. value.EnumerateArray().Select(item => new ConfigSection(item, path))]
            : throw Error($"'{key}' is not a list of {what}, each an object, from 1 to {MostItems} of them", key);
    }

    /// <summary>The map from checkpoint names to those of the weight file.</summary>
    public Dictionary<string, string?> Names()
    {
        var names = new Dictionary<string, string?>();
        if (!Has("names", out JsonElement value))
            return names;
        if (value.ValueKind != JsonValueKind.Object)
            throw Error(
                $"'names' is {value.ValueKind}; an object from this program's names of tensors to those of the file is wanted", "names");
        foreach (JsonProperty pair in value.EnumerateObject())
        {
            if (pair.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
                throw Error($"'names' has {pair.Value.GetRawText()} for '{pair.Name}'; "
                    + "the name of a tensor, or null for a bias that is not there, is wanted", "names");
            names.Add(pair.Name, pair.Value.GetString());
        }
        return names;
    }

    public InputException Error(string message, string key) => new(message, path, key: key);

    /// <summary>Refuses keys that nothing has asked for, all at once. What another program has written is judged by its values.</summary>
    /// <exception cref="InputException">There are such keys.</exception>
    public void Finish()
    {
        if (Array.Exists(s_foreign, key => root.TryGetProperty(key, out _)))
            return;
        string[] unknown = [.. root.EnumerateObject().Select(property => property.Name).Except(_asked)];
        if (unknown.Length > 0)
            throw new InputException([.. unknown.Select(key =>
                new InputError($"unknown key '{key}'{NearestWord.Advice(key, _asked)}", path, Key: key))]);
    }

    private bool Has(string key, out JsonElement value)
    {
        if (!_asked.Contains(key))
            _asked.Add(key);
        return root.TryGetProperty(key, out value);
    }

    private JsonElement Required(string key) => Has(key, out JsonElement value) ? value : throw Lacks(key);

    private InputException Lacks(string key) => Error($"config.json lacks '{key}'", key);
}
