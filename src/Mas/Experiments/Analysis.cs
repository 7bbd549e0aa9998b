namespace Mas.Experiments;

/// <summary>What trains or computes more than the alignments themselves, on request; in the order in which they run.</summary>
public enum Analysis
{
    /// <summary>The control <c>untrained</c>: the same alignments between networks of fresh weights.</summary>
    Untrained,

    /// <summary>The control <c>wrong-variable</c>: alignments trained for another variable than the one that is exchanged.</summary>
    WrongVariable,

    /// <summary>The same alignments from a random start.</summary>
    RandomStart,

    /// <summary>The smallest subspace that is enough.</summary>
    SmallestSubspace,

    /// <summary>What of each network's activity its behaviour does not depend on.</summary>
    NullSpace,

    /// <summary>How much of it the alignments live on.</summary>
    Leakage,

    /// <summary>Activity carried through a network and back.</summary>
    Cycles,

    /// <summary>How far the subspaces of seeds, sizes and starts lie apart.</summary>
    Angles,

    /// <summary>How far intervened latents lie from natural ones.</summary>
    OffManifold,

    /// <summary>What each measure says of the same pairs of networks.</summary>
    Disagreement,
}
