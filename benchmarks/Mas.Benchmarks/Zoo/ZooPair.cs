namespace Mas.Benchmarks.Zoo;

/// <summary>Why two networks are compared, and whether they ought to be alike.</summary>
internal sealed record PairGroup(string Name, bool IsAlike)
{
    public static readonly PairGroup Seeds = new("seeds", true), Permuted = new("permuted", true), NullUnits = new("null units", true),
        Untrained = new("untrained", false), Recomputing = new("recomputing", false), Tasks = new("tasks", false);

    /// <summary>In the order of tables.</summary>
    public static IReadOnlyList<PairGroup> All { get; } = [Seeds, Permuted, NullUnits, Untrained, Recomputing, Tasks];
}

/// <summary>Two networks that are compared.</summary>
/// <param name="One">The first; its task's sequences are those that both are shown.</param>
internal sealed record ZooPair(PairGroup Group, ZooNetwork One, ZooNetwork Other)
{
    /// <summary>Unique in the zoo; can be a file's name.</summary>
    public string Name => $"{One.Name}--{Other.Name}";
}
