namespace Mas.Results.Sweeps.Merging;

/// <summary>What an axis of seeds makes anew.</summary>
internal enum SeedKind
{
    /// <summary>Networks: their first weights and their training.</summary>
    Network,

    /// <summary>Alignments: another restart.</summary>
    Alignment,

    /// <summary>Data: sequences and interventions.</summary>
    Data,
}

/// <summary>Which axes are seeds, and what sentences call them.</summary>
internal static class SeedKinds
{
    private const string AlignmentSeeds = "alignment.seeds", DataSeed = "seed", Ending = ".seed", Networks = "networks.";

    public static readonly IReadOnlyList<SeedKind> All = [SeedKind.Network, SeedKind.Alignment, SeedKind.Data];

    /// <summary>Null where the key is no seed.</summary>
    public static SeedKind? Of(string key) => key == AlignmentSeeds ? SeedKind.Alignment
        : key == DataSeed || key.EndsWith(Ending, StringComparison.Ordinal)
            ? key.StartsWith(Networks, StringComparison.Ordinal) ? SeedKind.Network : SeedKind.Data
        : null;

    /// <summary>In the plural.</summary>
    public static string Name(SeedKind kind) => $"{kind.Word()} seeds";
}
