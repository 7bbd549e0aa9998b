namespace Mas.Interchange;

/// <summary>Which sequences a pool holds, by value: pools with equal ones hold the same sequences, wherever they were drawn.</summary>
/// <param name="Source">Identity of what they were drawn from.</param>
/// <param name="DataSeed">The experiment's <c>seed</c>.</param>
internal sealed record PoolStimuli(string Source, ulong DataSeed, string Split, int Count);

/// <summary>Which positions of two networks show the same stimulus: equal ones of shared sequences, or else those where the variables have
/// equal values; of one text in the tokens of several tokenisers those that end at the same character.</summary>
internal static class Correspondence
{
    /// <summary>Whether position for position the pools show the same.</summary>
    public static bool IsPositionwise(SequencePool one, SequencePool other) => one.Stimuli == other.Stimuli;

    /// <summary>Values that positions of both networks have, in the order of the first one's.</summary>
    internal static ValueKey[] ByValue<T>(IReadOnlyDictionary<ValueKey, T> one, IReadOnlyDictionary<ValueKey, T> other) =>
        [.. one.Keys.Where(other.ContainsKey)];

    /// <summary>[tokenisers] positions at which a token of each of them ends after the same character of a text, in their order, as many of
    /// each.</summary>
    /// <param name="places">[tokenisers][positions] after how many units of the text each token ends; below 1 where it ends within a
    /// character.</param>
    /// <param name="first">The first position that counts.</param>
    internal static int[][] ByCharacter(IReadOnlyList<IReadOnlyList<int>> places, int first)
    {
        Dictionary<int, int>[] positions = [.. places.Select(own => own.Index().Where(one => one.Index >= first && one.Item > 0)
            .ToDictionary(one => one.Item, one => one.Index))];
        int[] shared = [.. positions[0].Keys.Where(place => positions.All(own => own.ContainsKey(place))).Order()];
        return [.. positions.Select(own => Array.ConvertAll(shared, place => own[place]))];
    }
}
