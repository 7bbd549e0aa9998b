using Mas.Causal;

namespace Mas.Interchange;

/// <summary>A fixed random permutation π of the values of what is exchanged, for the control <c>scrambled</c> (<c>method.md</c> section
/// 9): labels follow π(value) where they would follow the value. One seeded cycle through all values (Sattolo 1986), so that none keeps its
/// place; of several variables together it goes through the combinations that occur.</summary>
internal sealed class ScrambledValues
{
    private readonly Dictionary<ValueKey, CausalValue[]> _images;

    /// <param name="occurring">Values of the exchanged variables, in any order, repeated or not.</param>
    /// <exception cref="InputException">There is one value only.</exception>
    public ScrambledValues(IEnumerable<CausalValue[]> occurring, ulong seed)
    {
        CausalValue[][] values = [.. occurring.DistinctBy(Key).OrderBy(value => value, s_order)];
        if (values.Length < 2)
            throw new InputException("what is exchanged has one value only, which cannot be permuted");
        int[] order = [.. Enumerable.Range(0, values.Length)];
        new SeededRandom(seed).Shuffle<int>(order);
        _images = order.Select((own, i) => (own, Next: order[(i + 1) % order.Length]))
            .ToDictionary(pair => Key(values[pair.own]), pair => values[pair.Next]);
    }

    private static readonly Comparer<CausalValue[]> s_order = Comparer<CausalValue[]>.Create(Compare);

    /// <summary>π of these values; null where they have not occurred.</summary>
    public CausalValue[]? Of(CausalValue[] values) => _images.GetValueOrDefault(Key(values));

    // A count that is raw is another value than the same count that is not.
    private static ValueKey Key(CausalValue[] values) =>
        new([.. values, .. values.Select(value => new CausalValue(value.IsRaw ? 1 : 0))]);

    private static int Compare(CausalValue[] one, CausalValue[] other) => one.Zip(other)
        .Select(pair => pair.First.Number == pair.Second.Number
            ? pair.First.IsRaw.CompareTo(pair.Second.IsRaw) : pair.First.Number.CompareTo(pair.Second.Number))
        .FirstOrDefault(order => order != 0);
}
