using Mas.Causal;

namespace Mas.Interchange;

/// <summary>The hashed 5 % of the (source values, target values) pairs that occur in none of training, validation and test, and have a test
/// set of their own.</summary>
/// <remarks>A pair is all variables of the source after its token and all variables of the target after its own, whichever of them are
/// exchanged: with the exchanged ones alone, a variable with two values would lose whole combinations. The choice depends on the values and
/// the data seed only, so that it is the same in all directions.</remarks>
internal sealed class HeldOutPairs(ulong dataSeed)
{
    public const double Share = 0.05;

    /// <summary>Where fewer pairs are possible, none is held out: whole combinations would be missing from training.</summary>
    public const int FewestPairs = 40;

    private readonly ulong _seed = SeededRandom.Derive(dataSeed, "held-out pairs");

    /// <summary>Whether training never shows this pair.</summary>
    public bool Contains(ReadOnlySpan<CausalValue> source, ReadOnlySpan<CausalValue> target) =>
        new SeededRandom(Mix(Mix(_seed, source), target)).NextDouble() < Share;

    /// <summary>How many pairs of values the sequences of two pools can show; of many, <see cref="FewestPairs"/> or a few more.</summary>
    public static int Possible(SequencePool source, SequencePool target, Scheme scheme)
    {
        var pairs = new HashSet<(ValueKey, ValueKey)>();
        var seen = new Dictionary<int, (HashSet<ValueKey> Source, HashSet<ValueKey> Target)>(); // by position where both share it
        for (int q = 0; q < Math.Max(source.Count, target.Count) && pairs.Count < FewestPairs; q++)
        {
            foreach (int position in q < source.Count ? source.Readable(q) : [])
                if (new ValueKey(source.Values(q, position)) is var own && At(position).Source.Add(own))
                    pairs.UnionWith(At(position).Target.Select(other => (own, other)));
            foreach (int position in q < target.Count ? target.Eligible(q) : [])
                if (new ValueKey(target.Values(q, position)) is var own && At(position).Target.Add(own))
                    pairs.UnionWith(At(position).Source.Select(other => (other, own)));
        }
        return pairs.Count;

        (HashSet<ValueKey> Source, HashSet<ValueKey> Target) At(int position)
        {
            int place = scheme == Scheme.Stepwise ? position : 0;
            return seen.TryGetValue(place, out var values) ? values : seen[place] = ([], []);
        }
    }

    private static ulong Mix(ulong hash, ReadOnlySpan<CausalValue> values)
    {
        hash = SeededRandom.Derive(hash, "values", values.Length);
        foreach (CausalValue value in values)
            hash = SeededRandom.Derive(hash, "value", BitConverter.DoubleToInt64Bits(value.Number));
        return hash;
    }
}
