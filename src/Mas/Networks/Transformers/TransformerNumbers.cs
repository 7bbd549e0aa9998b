namespace Mas.Networks.Transformers;

/// <summary>What a transformer holds in memory, in vectors of its width.</summary>
internal static class TransformerNumbers
{
    private const int TokensAtOnce = 4_096; // of a recording

    // Of a block, for every position: what enters it, queries, keys and values, the same padded and with their gradients; then for every
    // position that asks: what attention finds, the stream in between and after, and the feed-forward part with its gradients.
    private const int Projected = 14, Gathered = 4;

    private static double Continued(TransformerConfig config) => 8 + (2.0 * config.Inner / config.Width);

    public static NetworkNumbers Of(TransformerConfig config, string site)
    {
        double width = config.Width, words = config.Vocabulary.Count;
        TransformerSite at = TransformerSite.All(config.Layers).First(one => one.Name == site);
        int half = at.Rest.AfterAttention ? 1 : 0, above = config.Layers - at.Rest.Block - half; // blocks, and the rest of one, that run
        int recorded = at.IsAdded ? 3 : at.Place.Block < config.Layers ? 2 : 1; // latents, the stream beside them, and the end
        return new NetworkNumbers
        {
            Weights = config.Count,
            PerToken = (2 * config.Layers + recorded) * width,
            Recording = TokensAtOnce * (5 * config.Layers + 20) * width,
            PerContinuation = at.Rest.IsFirst ? 0 : width,
            Step = new PassNumbers
            {
                // In the last block only scored positions ask.
                PerPosition = (3 + above * Projected + (above > 0 ? above - 1 + half : 0) * Continued(config)) * width,
                PerScored = (above + half > 0 ? Continued(config) : 1) * width + 4 * words,
                PerPrefix = above * Gathered * width,
            },
        };
    }

    /// <summary>Weights with their gradients and moments, and what a batch keeps.</summary>
    public static double Training(TransformerConfig config, SequenceLengths lengths, int batch)
    {
        const int weights = 6; // themselves, two moments, gradients of two halves and their sum
        const int inputs = 8;  // of layers, which gradients of weights need
        return weights * config.Count + batch * lengths.Tokens * config.Layers * (Projected + Continued(config) + inputs) * config.Width;
    }
}
