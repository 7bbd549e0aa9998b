namespace Mas.Interchange;

/// <summary>Which sequences a pool holds, by value: pools with equal ones hold the same sequences, wherever they were drawn.</summary>
/// <param name="Source">Identity of what they were drawn from.</param>
/// <param name="DataSeed">The experiment's <c>seed</c>.</param>
internal sealed record PoolStimuli(string Source, ulong DataSeed, string Split, int Count);

/// <summary>Which positions of two networks show the same stimulus: equal ones of shared sequences, or else those where the variables have
/// equal values.</summary>
internal static class Correspondence
{
    /// <summary>Whether position for position the pools show the same.</summary>
    public static bool IsPositionwise(SequencePool one, SequencePool other) => one.Stimuli == other.Stimuli;

    /// <summary>Values that positions of both networks have, in the order of the first one's.</summary>
    internal static ValueKey[] ByValue<T>(IReadOnlyDictionary<ValueKey, T> one, IReadOnlyDictionary<ValueKey, T> other) =>
        [.. one.Keys.Where(other.ContainsKey)];
}
