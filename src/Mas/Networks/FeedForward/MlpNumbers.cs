namespace Mas.Networks.FeedForward;

/// <summary>What a perceptron holds in memory: one vector for each sample and layer, before and after its activation.</summary>
internal static class MlpNumbers
{
    public static NetworkNumbers Of(MlpConfig config, string site)
    {
        double width = config.Width, words = config.Vocabulary.Count;
        int layer = 1 + config.Sites.Select(one => one.Name).ToList().IndexOf(site), above = config.Layers - layer;
        return new NetworkNumbers
        {
            Weights = config.Count,
            PerSequence = width,
            RecordingPerSequence = layer * width + config.Features, // lower layers, and the one in the making before its activation
            Step = new PassNumbers { PerScored = (2 + 4 * above) * width + 4 * words },
        };
    }

    /// <summary>Weights with their gradients and moments, and what a batch keeps.</summary>
    public static double Training(MlpConfig config, int batch)
    {
        const int weights = 4, perLayer = 4; // themselves, two moments, gradients; both sides of the activation, both ways
        return weights * config.Count + batch * (2.0 * config.Features + perLayer * config.Layers * config.Width);
    }
}
