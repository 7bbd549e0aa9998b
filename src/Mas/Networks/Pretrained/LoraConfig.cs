using System.Text.Json;
using System.Text.RegularExpressions;
using Mas.Networks.Formats;

namespace Mas.Networks.Pretrained;

/// <summary>An <c>adapter_config.json</c> of peft, as far as it changes what is computed. Whether a key does is judged by its value: most
/// of them are null, false or empty.</summary>
internal sealed class LoraConfig
{
    private const int LargestRank = 1 << 16, MostPatterns = 1000, LongestPattern = 256;
    private const double LargestAlpha = 1e6;

    // They say where it comes from, how it was trained, or what is read below.
    private static readonly string[] s_harmless =
    [
        "alpha_pattern", "auto_mapping", "base_model_name_or_path", "bias", "exclude_modules", "fan_in_fan_out", "inference_mode",
        "init_lora_weights", "layers_pattern", "layers_to_transform", "lora_alpha", "lora_dropout", "megatron_core", "peft_type",
        "peft_version", "qalora_group_size", "r", "rank_pattern", "revision", "target_modules", "task_type", "use_rslora",
    ];

    // Others begin by changing the base.
    private static readonly string[] s_starts = ["true", "false", "\"gaussian\"", "\"eva\"", "\"orthogonal\""];

    private readonly HubConfig _config;
    private readonly string _path;
    private readonly int _rank;
    private readonly double _alpha;
    private readonly bool _isRootScaled;
    private readonly (Regex Name, double Value)[] _ranks, _alphas;

    private LoraConfig(JsonElement root, string path)
    {
        (_config, _path) = (new HubConfig(root, path), path);
        if (_config.Text("peft_type", "") is not "LORA" and var type)
            throw _config.Error($"'peft_type' is '{type}'; only LORA adapters are read", "peft_type");
        RequirePlain(root);
        _rank = _config.Number("r", LargestRank);
        _alpha = _config.Positive("lora_alpha", LargestAlpha);
        _isRootScaled = _config.Flag("use_rslora", false);
        (_ranks, _alphas) = (Patterns(root, "rank_pattern"), Patterns(root, "alpha_pattern"));
        Targets = root.TryGetProperty("target_modules", out JsonElement targets) && targets.ValueKind == JsonValueKind.Array
            && !_config.Has("exclude_modules") && !_config.Has("layers_to_transform")
            ? _config.Words("target_modules", "names of modules") : [];
    }

    /// <summary>Ends of the names of the layers that it changes; empty where the file says it in another way.</summary>
    public IReadOnlyList<string> Targets { get; }

    /// <summary>What the file calls the network that it was trained on.</summary>
    public string Base => _config.Text("base_model_name_or_path", "an unnamed network");

    /// <exception cref="InputException">It is missing, wrong, or asks for more than two factors beside a weight.</exception>
    public static LoraConfig Read(string path)
    {
        if (!File.Exists(path))
            throw new InputException("there is no such file; the folder of a LoRA adapter holds adapter_config.json and "
                + "adapter_model.safetensors", path);
        return new LoraConfig(ConfigJson.Read(path), path);
    }

    /// <summary>The rank of a layer's change.</summary>
    /// <param name="module">Its name in the base.</param>
    public int Rank(string module) => (int)(First(_ranks, module) ?? _rank);

    /// <summary>By what the product of its factors is multiplied.</summary>
    public double Scale(string module)
    {
        double alpha = First(_alphas, module) ?? _alpha;
        return alpha / (_isRootScaled ? Math.Sqrt(Rank(module)) : Rank(module));
    }

    // The first in the file that fits counts, not the longest.
    private static double? First((Regex Name, double Value)[] patterns, string module) =>
        patterns.Where(pattern => pattern.Name.IsMatch(module)).Select(pattern => (double?)pattern.Value).FirstOrDefault();

    private void RequirePlain(JsonElement root)
    {
        if (_config.Text("bias", "none") is not "none" and var bias)
            throw _config.Error($"'bias' is '{bias}': biases were trained beside the factors A and B, which is not read; train the adapter "
                + "with bias='none', or merge it into its base", "bias");
        if (root.TryGetProperty("init_lora_weights", out JsonElement start) && start.ValueKind != JsonValueKind.Null
            && !s_starts.Contains(start.GetRawText()))
            throw _config.Error($"'init_lora_weights' is {start.GetRawText()}, which changes the base's own weights; merge the adapter "
                + "into its base", "init_lora_weights");
        foreach (JsonProperty property in root.EnumerateObject())
            if (!s_harmless.Contains(property.Name) && !IsNothing(property.Value))
                throw _config.Error($"'{property.Name}' is {MessageLimits.Cut(property.Value.GetRawText(), LongestPattern)}: the "
                    + "adapter is more than two factors A and B beside a weight, and what is more is not read; merge it into its base",
                    property.Name);
    }

    private static bool IsNothing(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        JsonValueKind.String => value.GetString()!.Length == 0,
        _ => false,
    };

    // Fitted to the whole name, or to its end after a dot.
    private (Regex Name, double Value)[] Patterns(JsonElement root, string key)
    {
        if (!root.TryGetProperty(key, out JsonElement map) || IsNothing(map))
            return [];
        JsonProperty[] pairs = map.ValueKind == JsonValueKind.Object ? [.. map.EnumerateObject()] : [];
        if (pairs.Length is 0 or > MostPatterns)
            throw _config.Error($"'{key}' is no object of at most {MostPatterns} names with numbers", key);
        return Array.ConvertAll(pairs, pair => (Pattern(pair.Name, key), Value(pair, key)));
    }

    private Regex Pattern(string name, string key)
    {
        if (name.Length > LongestPattern)
            throw _config.Error($"'{key}' has a name of {name.Length} characters; at most {LongestPattern} are possible", key);
        try
        {
            // Of those that take time beyond measure this kind has none.
            return new Regex($@"\A(?:(?:.*\.)?(?:{name}))\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw new InputException($"'{key}' has '{name}', which is no regular expression that this program can use", _path, key: key,
                inner: error);
        }
    }

    private double Value(JsonProperty pair, string key) =>
        pair.Value.ValueKind == JsonValueKind.Number && pair.Value.TryGetDouble(out double value) && value > 0 && value <= LargestAlpha
        && (key != "rank_pattern" || value == Math.Floor(value)) ? value
        : throw _config.Error($"'{key}' has {pair.Value.GetRawText()} for '{pair.Name}'; a number above 0 is wanted", key);
}
