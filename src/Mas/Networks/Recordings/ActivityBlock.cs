namespace Mas.Networks.Recordings;

/// <summary>Activity as it was read, before variables, units and transforms.</summary>
/// <param name="Offsets">[trials + 1] the first position of each trial, and last the number of positions.</param>
/// <param name="Values">[positions, units] row by row.</param>
/// <param name="Units">[units] names.</param>
internal sealed record ActivityBlock(int[] Offsets, float[] Values, IReadOnlyList<string> Units)
{
    public double? BinSeconds { get; init; }

    public int Trials => Offsets.Length - 1;

    /// <summary>Trials that all have as many bins.</summary>
    public static int[] Even(int trials, int bins) => [.. Enumerable.Range(0, trials + 1).Select(trial => trial * bins)];

    /// <summary>Units without names: their numbers.</summary>
    public static string[] Numbered(int units) => [.. Enumerable.Range(0, units).Select(unit => Invariant($"{unit}"))];
}
