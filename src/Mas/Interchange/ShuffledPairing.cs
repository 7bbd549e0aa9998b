using Mas.Tensors;

namespace Mas.Interchange;

/// <summary>The control <c>shuffled</c>: every intervention gets another one's source and keeps its own target and label.</summary>
public static class ShuffledPairing
{
    /// <summary>
    /// The interventions with their sources permuted along one random cycle (Sattolo 1986), so that none keeps its own.
    /// </summary>
    /// <param name="interventions">At least two, or there is no other source to give.</param>
    /// <param name="seed">Decides the permutation.</param>
    public static Intervention[] Of(IReadOnlyList<Intervention> interventions, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interventions.Count, 2, nameof(interventions));
        SeededRandom random = new(SeededRandom.Derive(seed, "shuffled sources"));
        int[] donors = [.. Enumerable.Range(0, interventions.Count)];
        for (int i = donors.Length - 1; i > 0; i--)
        {
            int j = random.Next(i);
            (donors[i], donors[j]) = (donors[j], donors[i]);
        }
        return [.. interventions.Select((intervention, i) => intervention with
        {
            SourceSequence = interventions[donors[i]].SourceSequence,
            SourcePosition = interventions[donors[i]].SourcePosition,
        })];
    }
}
