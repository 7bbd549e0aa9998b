using Mas.Networks.Formats;

namespace Mas.Networks.Pretrained;

/// <summary>A family of decoders, as data: what its <c>config.json</c> says, and where the tensors are in its files.</summary>
/// <param name="Name">As people call it.</param>
/// <param name="Architecture">The entry of <c>architectures</c>.</param>
/// <param name="ModelType">The entry of <c>model_type</c>, which counts where <c>architectures</c> is absent.</param>
/// <param name="Read">Reads the configuration, keys of old files and of new ones.</param>
internal sealed record DecoderFamily(
    string Name, string Architecture, string ModelType, Func<HubConfig, DecoderConfig> Read, DecoderLayout Layout)
{
    public const int LargestVocabulary = 1 << 22, LargestContext = 1 << 24, LargestInner = 1 << 18;
    public const double LargestEpsilon = 1;

    /// <summary>The checked configuration.</summary>
    /// <exception cref="InputException">Something is missing or impossible.</exception>
    public DecoderConfig Configure(HubConfig config)
    {
        if (config.Has("quantization_config"))
            throw config.Error("the weights are quantised ('quantization_config'); wanted are float32, float16 or bfloat16 weights",
                "quantization_config");
        DecoderConfig read = Read(config) with { Architecture = Architecture };
        if (read.Heads % read.KeyValueHeads != 0)
            throw config.Error($"{read.Heads} heads cannot share {read.KeyValueHeads} heads of keys and values evenly; "
                + "'num_attention_heads' must be a multiple of 'num_key_value_heads'", "num_key_value_heads");
        if ((long)read.Heads * read.HeadWidth > LargestInner)
            throw config.Error($"{read.Heads} heads of width {read.HeadWidth} are more than {LargestInner} entries", "num_attention_heads");
        return read;
    }

    /// <summary>This program's word for an activation.</summary>
    public static string Activation(HubConfig config, string key, string fallback) => config.Text(key, fallback) switch
    {
        "gelu" => "gelu",
        "gelu_new" or "gelu_fast" or "gelu_pytorch_tanh" => "gelu-tanh",
        "silu" or "swish" => "silu",
        "relu" => Networks.Activation.Relu,
        var other => throw config.Error($"'{key}' is '{other}'; known are gelu, gelu_new, gelu_fast, gelu_pytorch_tanh, silu, swish and "
            + "relu", key),
    };

    /// <summary>The width of a head where it is nowhere said.</summary>
    public static int SharedWidth(HubConfig config, int width, int heads, string key) => width % heads == 0 ? width / heads
        : throw config.Error($"the width {width} is no multiple of the {heads} heads", key);

    /// <summary>Width of the stream.</summary>
    public static int Width(HubConfig config, string key) => config.Number(key, ConfigSection.LargestWidth);

    public static int Layers(HubConfig config, string key) => config.Number(key, ConfigSection.MostLayers);

    public static int Heads(HubConfig config, string key) => config.Number(key, ConfigSection.LargestWidth);
}
