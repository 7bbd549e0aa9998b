using System.Text.Json.Serialization;

namespace Mas.Results.Records;

/// <summary>What a recording is made of, in the place of what a network can do.</summary>
/// <param name="Trials">Of all splits together.</param>
/// <param name="Positions">Bins of all trials together.</param>
internal sealed record RecordingRecord(int Units, int Trials, int Positions)
{
    /// <summary>Width of a bin in seconds; null where it is not known.</summary>
    public double? BinSeconds { get; init; }

    /// <summary>Correlation of the class means of two halves of the trials, over all units and classes, by the formula of Spearman and
    /// Brown; null where fewer than two classes have two trials.</summary>
    public double? Reliability { get; init; }

    /// <summary>In words.</summary>
    [JsonIgnore]
    public string Text => $"{Listed.Count(Units, "unit")}, {Listed.Count(Trials, "trial")}, {Listed.Count(Positions, "bin")}"
        + (BinSeconds is double width ? Invariant($" of {width} s") : "")
        + (Reliability is double r ? Invariant($"; two halves of its trials correlate at {r:f2} (class means, Spearman and Brown)") : "");
}
