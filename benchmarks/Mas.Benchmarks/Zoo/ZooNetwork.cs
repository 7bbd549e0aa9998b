namespace Mas.Benchmarks.Zoo;

/// <summary>How a network of the zoo was made.</summary>
internal enum Making
{
    /// <summary>Trained on its task.</summary>
    Trained,

    /// <summary>Fresh weights.</summary>
    Untrained,

    /// <summary>A trained one with its units in another order.</summary>
    Permuted,

    /// <summary>A trained one with more units, which nothing reads.</summary>
    NullUnits,
}

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

    /// <summary>Whether it is a copy of another one.</summary>
    public bool IsCopy => Making is Making.Permuted or Making.NullUnits;
}
