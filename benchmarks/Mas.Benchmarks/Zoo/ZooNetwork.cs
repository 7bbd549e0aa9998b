namespace Mas.Benchmarks.Zoo;

/// <summary>How a network of the zoo was made: trained on its task, with fresh weights, a trained one with its units in another order, a
/// trained one with more units, which nothing reads, written by hand, or trained on its task and on the counterfactuals of an
/// algorithm.</summary>
internal enum Making { Trained, Untrained, Permuted, NullUnits, Written, Planted }

/// <summary>A network of the zoo.</summary>
/// <param name="Task">What it was trained on or written for; empty where it has none.</param>
/// <param name="Seed">Of its training or its fresh weights; a copy has that of its original. Of one that was written by hand, that of the
/// order of its units; 0 where they stay.</param>
internal sealed record ZooNetwork(Making Making, string Architecture, string Task, int Seed)
{
    public const string Transformer = "transformer";

    /// <summary>The causal model that it was written or planted to follow; empty where nobody has chosen one.</summary>
    public string Algorithm { get; init; } = "";

    /// <summary>Name of the network that was made independently of all others: a copy's original, or itself.</summary>
    public string Origin => Making switch
    {
        Making.Untrained => $"{Architecture}-untrained-{Seed}",
        Making.Written => $"written-{Algorithm}",
        Making.Planted => $"planted-{Algorithm}-{Seed}",
        _ => $"{Architecture}-{Task}-{Seed}",
    };

    /// <summary>Unique in the zoo; can be a file's name.</summary>
    public string Name => Making switch
    {
        Making.Permuted => $"{Origin}-permuted",
        Making.NullUnits => $"{Origin}-null",
        Making.Written when Seed > 0 => $"{Origin}-permuted-{Seed}",
        _ => Origin,
    };

    /// <summary>What it is a copy of; null where it is none.</summary>
    public ZooNetwork? Original => Making switch
    {
        Making.Permuted or Making.NullUnits => this with { Making = Making.Trained },
        Making.Written when Seed > 0 => this with { Seed = 0 },
        _ => null,
    };

    public bool IsTransformer => Architecture == Transformer;

    /// <summary>Where its activity is read and exchanged.</summary>
    public string Site => IsTransformer ? "layer.1" : "state";
}

/// <summary>Why two networks are compared, and whether they ought to be alike.</summary>
/// <param name="IsOfAlgorithms">Whether somebody has chosen the algorithms of its networks.</param>
internal sealed record PairGroup(string Name, bool IsAlike, bool IsOfAlgorithms = false)
{
    public static readonly PairGroup Seeds = new("seeds", true), Permuted = new("permuted", true), NullUnits = new("null units", true),
        Untrained = new("untrained", false), Recomputing = new("recomputing", false), Tasks = new("tasks", false),
        WrittenCopies = new("written copies", true, true), WrittenAlgorithms = new("written algorithms", false, true),
        PlantedSeeds = new("planted seeds", true, true), PlantedAlgorithms = new("planted algorithms", false, true);

    /// <summary>In the order of tables.</summary>
    public static IReadOnlyList<PairGroup> All { get; } =
    [
        Seeds, Permuted, NullUnits, WrittenCopies, PlantedSeeds, Untrained, Recomputing, Tasks, WrittenAlgorithms, PlantedAlgorithms,
    ];

    public static PairGroup Named(string name) => All.First(group => group.Name == name);
}

/// <summary>Two networks that are compared.</summary>
/// <param name="One">The first; its task's sequences are those that both are shown.</param>
internal sealed record ZooPair(PairGroup Group, ZooNetwork One, ZooNetwork Other)
{
    /// <summary>Unique in the zoo; can be a file's name.</summary>
    public string Name => $"{One.Name}--{Other.Name}";

    public bool IsOfTransformers => One.IsTransformer && Other.IsTransformer;
}
