namespace Mas.Networks.Pretrained;

/// <summary>Every family of decoders that is read.</summary>
internal static class KnownFamilies
{
    public static IReadOnlyList<DecoderFamily> All { get; } =
    [
        GptFamilies.Gpt2, GptFamilies.NeoX, LlamaFamilies.Llama, LlamaFamilies.Mistral, LlamaFamilies.Qwen2, LlamaFamilies.Qwen3,
        LlamaFamilies.Olmo2,
    ];

    /// <summary>The family that a folder's configuration names.</summary>
    /// <exception cref="InputException">It is none of these.</exception>
    public static DecoderFamily Of(HubConfig config)
    {
        string supported = $"supported are {Listed.Of([.. All.Select(family => family.Architecture)])}";
        string[] named = config.Words("architectures", "names of architectures");
        if (named.Length > 0)
            return All.FirstOrDefault(family => named.Contains(family.Architecture)) ?? throw config.Error(
                $"this is a {Listing.Of(named)}, which this program does not read; {supported}", "architectures");
        string type = config.Text("model_type", "");
        return All.FirstOrDefault(family => family.ModelType == type) ?? throw config.Error(type.Length == 0
            ? $"config.json has neither 'architectures' nor 'model_type', which would say what this network is; {supported}"
            : $"the model type is '{type}', which this program does not read; {supported}", "model_type");
    }
}
