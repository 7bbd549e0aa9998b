namespace Mas.Results.Records;

/// <summary>How much of a direction's result comes from activity that the source's own behaviour does not depend on.</summary>
internal sealed record LeakageResult
{
    public required string Source { get; init; }
    public required string Target { get; init; }
    public required string Variable { get; init; }
    public required string Method { get; init; }
    public required int Size { get; init; }
    public required bool Trained { get; init; }

    /// <summary>Where the alignment started: <c>aligned</c>, <c>random</c> or <c>identity</c>. Linear stitching, which has no aligned
    /// start, stands under the run's own.</summary>
    public string Start { get; init => field = value ?? ""; } = ""; // older records lack it

    /// <summary>Share of what the alignment reads that is null activity, mean over seeds; null where the map is not linear.</summary>
    public double? EnergyShare { get; init; }

    public required AccuracyInterval TrialIia { get; init; }

    /// <summary>Trial IIA when the source's null part is exchanged for that of another sample.</summary>
    public required AccuracyInterval NullExchanged { get; init; }

    /// <summary>Exchanged minus natural, with a paired interval.</summary>
    public required double Change { get; init; }

    public required Interval ChangeInterval { get; init; }

    /// <summary>Trial IIA of an alignment trained and tested on sources of which only the null part knows the variable.</summary>
    public AccuracyInterval? NullOnly { get; init; }

    public required double Floor { get; init; }
}
