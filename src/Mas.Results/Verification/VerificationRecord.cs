namespace Mas.Results.Verification;

/// <summary>What came of evaluating a finished run again.</summary>
internal sealed record VerificationRecord
{
    public required string Run { get; init; }

    /// <summary>In what this machine differs from that of the run; empty where every value must be equal to the last bit.</summary>
    public required IReadOnlyList<string> Elsewhere { get; init; }

    /// <summary>Plain sentences: what of the run's files, weights, data and matrices is not as the run says.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>Rows of <c>metrics.csv</c> that were evaluated again; 0 where weights or data are others.</summary>
    public int Values { get; init; }

    /// <summary>Those of them that are equal to the last bit.</summary>
    public int Equal { get; init; }

    /// <summary>Rows of <c>metrics.csv</c> that could not be: training, and analyses that train.</summary>
    public int NotEvaluated { get; init; }

    /// <summary>Values that contradict the stored ones.</summary>
    public IReadOnlyList<ValueDifference> Differences { get; init; } = [];

    /// <summary>What <c>run.json</c> says otherwise than the stored alignments give.</summary>
    public IReadOnlyList<RecordDifference> Contradictions { get; init; } = [];

    /// <summary>Phrases: all that was compared with nothing.</summary>
    public IReadOnlyList<string> NotCompared { get; init; } = [];

    public bool IsSameMachine => Elsewhere.Count == 0;

    /// <summary>Whether the run says the truth.</summary>
    public bool Holds => Problems.Count == 0 && Differences.Count == 0 && Contradictions.Count == 0;
}
