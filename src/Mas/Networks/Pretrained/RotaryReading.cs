namespace Mas.Networks.Pretrained;

/// <summary>Reads rotary positions from a <c>config.json</c>: from <c>rope_parameters</c>, or as older files say it.</summary>
internal static class RotaryReading
{
    private const double LargestBase = 1e12, LargestFactor = 1e6, UsualBase = 10_000;

    /// <param name="headWidth">Entries of one head.</param>
    /// <param name="usualShare">Share of a head that is turned where the file does not say it.</param>
    public static RotaryConfig Read(HubConfig config, int headWidth, double usualShare = 1)
    {
        HubConfig parameters = config.Part("rope_parameters") ?? config;
        double waves = parameters.Positive("rope_theta", LargestBase,
            config.Positive("rope_theta", LargestBase, config.Positive("rotary_emb_base", LargestBase, UsualBase)));
        double share = parameters.Positive("partial_rotary_factor", 1,
            config.Positive("partial_rotary_factor", 1, config.Positive("rotary_pct", 1, usualShare)));
        int turned = (int)(headWidth * share);
        if (turned < 2 || turned % 2 != 0)
            throw config.Error($"rotary positions would turn {turned} of the {headWidth} entries of a head; an even number, at least 2, "
                + "is wanted", "rope_parameters");
        return new RotaryConfig(waves, turned, Bands(config.Part("rope_parameters") ?? config.Part("rope_scaling")));
    }

    private static RotaryBands? Bands(HubConfig? scaling)
    {
        string? key = scaling is null ? null : scaling.Has("rope_type") ? "rope_type" : "type";
        string kind = scaling?.Text(key!, "default") ?? "default";
        if (kind == "default")
            return null;
        if (kind != "llama3")
            throw scaling!.Error($"rotary positions are scaled by '{kind}', which this program does not compute; known are 'default' and "
                + "'llama3'", key!);
        var bands = new RotaryBands(scaling!.Positive("factor", LargestFactor), scaling.Positive("low_freq_factor", LargestFactor),
            scaling.Positive("high_freq_factor", LargestFactor),
            scaling.Number("original_max_position_embeddings", DecoderFamily.LargestContext));
        return bands.Long < bands.Short ? bands : throw scaling.Error(Invariant(
            $"'high_freq_factor' is {bands.Short} and 'low_freq_factor' {bands.Long}; the first must be larger"), "high_freq_factor");
    }
}
