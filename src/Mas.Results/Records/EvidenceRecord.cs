namespace Mas.Results.Records;

/// <summary>What a run has found out beside its alignments: one list for each analysis, empty where it was not asked for.</summary>
/// <remarks>What a file lacks is read as null, and records of other versions lack some of these.</remarks>
internal sealed record EvidenceRecord
{
    /// <summary>Values of correlational measures.</summary>
    public IReadOnlyList<SimilarityValue> Similarity { get; init => field = value ?? []; } = [];

    /// <summary>Each network by itself, asked about each causal model of its task.</summary>
    public IReadOnlyList<AlgorithmResult> Algorithms { get; init => field = value ?? []; } = [];

    /// <summary>Directions between networks that the alignment does not reach, tried in other ways.</summary>
    public IReadOnlyList<OtherMapResult> OtherMaps { get; init => field = value ?? []; } = [];

    /// <summary>Alignments of two networks each that were trained on sources whose null part is another sample's.</summary>
    public IReadOnlyList<WithoutNullResult> WithoutNull { get; init => field = value ?? []; } = [];

    /// <summary>How trial IIA depends on the size, and the smallest size that is enough.</summary>
    public IReadOnlyList<SubspaceCurve> SmallestSubspace { get; init => field = value ?? []; } = [];

    /// <summary>What of each network's activity its behaviour does not depend on.</summary>
    public IReadOnlyList<NullSpaceResult> NullSpaces { get; init => field = value ?? []; } = [];

    /// <summary>How much of it the alignments live on.</summary>
    public IReadOnlyList<LeakageResult> Leakage { get; init => field = value ?? []; } = [];

    /// <summary>Activity that is carried through a network and back.</summary>
    public IReadOnlyList<CycleResult> Cycles { get; init => field = value ?? []; } = [];

    /// <summary>Whether an exchange of one variable leaves the others as they are.</summary>
    public IReadOnlyList<IsolationResult> Isolation { get; init => field = value ?? []; } = [];

    /// <summary>How far the subspaces of different seeds, sizes and starts lie apart.</summary>
    public IReadOnlyList<SubspaceAngles> Angles { get; init => field = value ?? []; } = [];

    /// <summary>How far intervened latents lie from natural ones.</summary>
    public IReadOnlyList<OffManifoldResult> OffManifold { get; init => field = value ?? []; } = [];

    /// <summary>The same alignments from a random start.</summary>
    public IReadOnlyList<StartResult> RandomStart { get; init => field = value ?? []; } = [];

    /// <summary>What each measure says of the same pairs of networks.</summary>
    public IReadOnlyList<MeasuredSimilarity> Disagreement { get; init => field = value ?? []; } = [];
}
