namespace Mas.Networks.Transformers;

/// <summary>What a rotary transformer holds in memory, in vectors of its width.</summary>
internal static class TransformerNumbers
{
    private const int TokensAtOnce = 4_096; // of a recording

    // Of a block, for every position: what enters it, queries, keys and values, the same padded and with their gradients; then for every
    // position that asks: what attention finds, the stream in between and after, and the feed-forward part of width 4 with its gradients.
    private const int Projected = 14, Continued = 16, Gathered = 4;

    public static NetworkNumbers Of(TransformerConfig config, string site)
    {
        double width = config.Width, words = config.Vocabulary.Count;
        int block = Math.Max(config.Sites.Select(one => one.Name).ToList().IndexOf(site) - 1, 0), above = config.Layers - block;
        return new NetworkNumbers
        {
            Weights = config.Count,
            PerToken = (2 * config.Layers + (above > 0 ? 2 : 1)) * width,
            Recording = TokensAtOnce * (5 * config.Layers + 20) * width,
            PerContinuation = block > 0 ? width : 0,
            Step = new PassNumbers
            {
                // In the last block only scored positions ask.
                PerPosition = (3 + above * Projected + Math.Max(above - 1, 0) * Continued) * width,
                PerScored = (above > 0 ? Continued : 1) * width + 4 * words,
                PerPrefix = above * Gathered * width,
            },
        };
    }

    /// <summary>Weights with their gradients and moments, and what a batch keeps.</summary>
    public static double Training(TransformerConfig config, SequenceLengths lengths, int batch)
    {
        const int weights = 6; // themselves, two moments, gradients of two halves and their sum
        const int inputs = 8;  // of layers, which gradients of weights need
        return weights * config.Count + batch * lengths.Tokens * config.Layers * (Projected + Continued + inputs) * config.Width;
    }
}
