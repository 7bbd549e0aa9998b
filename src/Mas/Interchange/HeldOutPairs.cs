using Mas.Causal;

namespace Mas.Interchange;

/// <summary>The hashed 5 % of the (source values, target values) pairs that never occur in training and validation.</summary>
/// <remarks>A pair is all variables of the source after its token and all variables of the target after its own, whichever of them are
/// exchanged: with the exchanged ones alone, a variable with two values would lose whole combinations. The choice depends on the values and
/// the data seed only, so that it is the same in all directions.</remarks>
internal sealed class HeldOutPairs(ulong dataSeed)
{
    public const double Share = 0.05;

    private readonly ulong _seed = SeededRandom.Derive(dataSeed, "held-out pairs");

    /// <summary>Whether training never shows this pair.</summary>
    public bool Contains(ReadOnlySpan<CausalValue> source, ReadOnlySpan<CausalValue> target) =>
        new SeededRandom(Mix(Mix(_seed, source), target)).NextDouble() < Share;

    private static ulong Mix(ulong hash, ReadOnlySpan<CausalValue> values)
    {
        hash = SeededRandom.Derive(hash, "values", values.Length);
        foreach (CausalValue value in values)
            hash = SeededRandom.Derive(hash, "value", BitConverter.DoubleToInt64Bits(value.Number));
        return hash;
    }
}
