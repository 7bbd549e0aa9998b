using Mas.Kernels;

namespace Mas.Networks.Recurrent;

/// <summary>What a recurrent network holds in memory. In vectors of the hidden width h; the state of an LSTM has two, and each layer one
/// state.</summary>
internal static class RecurrentNumbers
{
    private const int RowsAtOnce = 256, RowsPerBlock = 64; // of a recording, and of a pass that is written out

    private const int WrittenOut = 6; // of a GRU: states, what is kept of four gates, gradients

    public static NetworkNumbers Of(RecurrentConfig config, string site, SequenceLengths lengths)
    {
        bool isState = site != config.Sites[0].Name, isWrittenOut = config.Cell.HasWrittenOutGradient && config.Layers == 1;
        double hidden = config.Hidden, width = config.Layers * config.Width, words = config.Vocabulary.Count;
        double ownGates = config.Cell.Gates, gates = config.Layers * ownGates; // of the lowest layer, and of all
        var automatic = new PassNumbers
        {
            // Gates of the input and of both together, what makes the state of them; the state, and once more among all states. An
            // embedding also puts the gates of what replaces it among those of the other tokens.
            PerPosition = ((isState ? 2 : 3) * gates + 2) * hidden + 2 * width,
            PerScored = width + 2 * config.HeadWidth + 4 * words, // frozen weights need no inputs kept
        };
        return new NetworkNumbers
        {
            Weights = config.Count,
            Prepared = words * ownGates * hidden + (isWrittenOut ? 2 * gates * hidden * hidden + HeadFactors(config) : 0),
            PerToken = width,
            Recording = RowsAtOnce * lengths.Tokens * (isWrittenOut ? 3 * width : 3 * (gates * hidden + width)),
            Narrows = isState,
            Step = isState && isWrittenOut && !config.IsLinear
                ? new PassNumbers { Buffers = RowsPerBlock * lengths.Tokens * WrittenOut * width, PerScored = words }
                : automatic,
            Automatic = automatic,
        };
    }

    // The head's two layers, each laid out for both ways; our own products take words in whole tiles.
    private static double HeadFactors(RecurrentConfig config)
    {
        int words = config.Vocabulary.Count, tile = RightFactor.IsOurs ? ProductTile.Columns : 1;
        return config.HeadWidth * (2.0 * config.Hidden + words + (words + tile - 1) / tile * tile);
    }

    /// <summary>Weights with their gradients and moments, and what a batch keeps.</summary>
    public static double Training(RecurrentConfig config, SequenceLengths lengths, int batch)
    {
        const int weights = 8;   // themselves, two moments, gradients of two halves and their sum, and how the halves lay them out
        const int perToken = 12; // states, gates, gradients of both, and the states before each token, twice
        double tokens = batch * lengths.Tokens, scored = batch * lengths.Scored;
        return weights * config.Count + tokens * perToken * config.Layers * config.Width + scored * 5 * config.HeadWidth;
    }
}
