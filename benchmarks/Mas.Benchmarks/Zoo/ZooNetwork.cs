namespace Mas.Benchmarks.Zoo;

/// <summary>How a network of the zoo was made: trained on its task, with fresh weights, a trained one with its units in another order, or a
/// trained one with more units, which nothing reads.</summary>
internal enum Making { Trained, Untrained, Permuted, NullUnits }

/// <summary>A network of the zoo.</summary>
/// <param name="Task">What it was trained on; empty where it was not.</param>
/// <param name="Seed">Of its training or its fresh weights; a copy has that of its original.</param>
internal sealed record ZooNetwork(Making Making, string Architecture, string Task, int Seed)
{
    /// <summary>Name of the network that was made independently of all others: a copy's original, or itself.</summary>
    public string Origin => Making == Making.Untrained ? $"{Architecture}-untrained-{Seed}" : $"{Architecture}-{Task}-{Seed}";

    /// <summary>Unique in the zoo; can be a file's name.</summary>
    public string Name => Making switch
    {
        Making.Permuted => $"{Origin}-permuted",
        Making.NullUnits => $"{Origin}-null",
        _ => Origin,
    };

    public bool IsCopy => Making is Making.Permuted or Making.NullUnits;
}

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
