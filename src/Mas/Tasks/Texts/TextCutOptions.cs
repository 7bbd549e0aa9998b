using Mas.Tasks.Tokenisers;

namespace Mas.Tasks.Texts;

/// <summary>How texts are drawn and cut.</summary>
/// <param name="Seed">Draws them.</param>
/// <param name="Most">Texts that are needed, in all splits together.</param>
/// <param name="Context">Tokens of each.</param>
/// <param name="Special">What becomes of special tokens.</param>
internal sealed record TextCutOptions(ulong Seed, int Most, int Context = 32, SpecialTokens Special = SpecialTokens.None)
{
    /// <summary>Whether it is worked out where in the text each token ends.</summary>
    public bool WithPlaces { get; init; }
}
