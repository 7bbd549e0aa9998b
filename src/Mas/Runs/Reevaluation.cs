using Mas.Experiments;
using Mas.Results.Records;
using Mas.Results.Verification;

namespace Mas.Runs;

/// <summary>What came of evaluating a stored run again.</summary>
internal sealed record Reevaluation
{
    public required Experiment Experiment { get; init; }
    public required IReadOnlyList<NetworkRecord> Networks { get; init; }

    /// <summary>With the controls that need no training.</summary>
    public required IReadOnlyList<DirectionResult> Directions { get; init; }

    public required IReadOnlyList<DifferenceResult> Differences { get; init; }
    public required IReadOnlyList<NetworkSeedResult> NetworkSeeds { get; init; }

    /// <summary>Of similarity measures and of the analyses that train nothing; empty where the last bits may differ.</summary>
    public required EvidenceRecord Evidence { get; init; }

    /// <summary>What the report shows beside its numbers; null where the last bits may differ.</summary>
    public ShownRecord? Shown { get; init; }

    /// <summary>Each once.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>What of the data the verdict depends on.</summary>
    public required SetupFacts Facts { get; init; }

    /// <summary>Rows of <c>metrics.csv</c>: the test, the validation of kept checkpoints, and what the evidence gives.</summary>
    public required IReadOnlyList<TestValue> Values { get; init; }

    /// <summary>One sentence for each stored matrix that contradicts others.</summary>
    public required IReadOnlyList<string> Contradictions { get; init; }
}
