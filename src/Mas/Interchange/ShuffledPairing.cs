namespace Mas.Interchange;

/// <summary>The control <c>shuffled</c>: every intervention gets another one's sources and keeps its own target and label.</summary>
internal static class ShuffledPairing
{
    /// <summary>The interventions with their sources permuted along one random cycle (Sattolo 1986), so that none keeps its own. Sources
    /// are exchanged among interventions that overwrite the same variables; under the stepwise scheme, where source and target positions go
    /// together, among those of the same position. One that is alone of its kind keeps its source.</summary>
    /// <param name="interventions">At least two, or there is no other source to give.</param>
    public static Intervention[] Of(IReadOnlyList<Intervention> interventions, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interventions.Count, 2, nameof(interventions));
        SeededRandom random = new(SeededRandom.Derive(seed, "shuffled sources"));
        int[] donors = [.. Enumerable.Range(0, interventions.Count)];
        foreach (int[] kind in donors.GroupBy(i => Kind(interventions[i])).Select(group => group.ToArray()).ToArray())
        {
            for (int i = kind.Length - 1; i > 0; i--)
            {
                int j = random.Next(i);
                (donors[kind[i]], donors[kind[j]]) = (donors[kind[j]], donors[kind[i]]);
            }
        }
        return [.. interventions.Select((intervention, i) => intervention with { Donors = interventions[donors[i]].Donors })];
    }

    private static string Kind(Intervention one) =>
        string.Join(' ', one.Donors.Select(donor => donor.Subspace))
        + (one.FirstPosition == one.TargetPosition ? "" : $"/{one.TargetPosition}");
}
