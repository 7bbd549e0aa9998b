namespace Mas.Results.Records;

/// <summary>What networks that are the same but for their training seed have in common: their mean, and how sure it is for others of their
/// kind.</summary>
internal sealed record NetworkSeedResult
{
    /// <summary>Kind of the source networks, in words, and below that of the target networks.</summary>
    public required string Source { get; init; }
    public required string Target { get; init; }

    /// <summary>Whether source and target are of one training seed; otherwise of two different ones.</summary>
    public required bool SameSeed { get; init; }

    public required string Variable { get; init; }
    public required string Method { get; init; }
    public required int Size { get; init; }
    public required bool Trained { get; init; }

    /// <summary>Networks; of two kinds the fewer.</summary>
    public required int Networks { get; init; }
    public required int Directions { get; init; }

    /// <summary>Mean over the directions of their means over alignment seeds.</summary>
    public required double TrialIia { get; init; }

    /// <summary>95 % interval over networks; null where they are too few to tell.</summary>
    public Interval? Interval { get; init; }

    /// <summary><c>network seeds</c>, <c>interventions</c> (every outcome the same) or <c>none</c>.</summary>
    public required string IntervalDesign { get; init; }
}
