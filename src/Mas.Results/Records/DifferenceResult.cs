using System.Text.Json.Serialization;

namespace Mas.Results.Records;

/// <summary>How much further one method or size carries over than another in one direction: trial IIA minus the other's, on the same test
/// interventions and with the same alignment seeds.</summary>
internal sealed record DifferenceResult
{
    public required string Source { get; init; }
    public required string Target { get; init; }
    public required string Variable { get; init; }
    public required string Method { get; init; }
    public required int Size { get; init; }

    /// <summary>Whether the direction carried a loss.</summary>
    public required bool Trained { get; init; }

    public required string OtherMethod { get; init; }
    public required int OtherSize { get; init; }
    public required bool OtherTrained { get; init; }

    /// <summary>Mean over seeds and interventions.</summary>
    public required double Difference { get; init; }

    /// <summary>95 % interval of this difference by itself.</summary>
    public required Interval Interval { get; init; }

    /// <summary>Interval that holds together with those of all other differences of its kind in the run, 95 times in 100.</summary>
    public required Interval SimultaneousInterval { get; init; }

    /// <summary><c>seeds × interventions</c> or <c>interventions</c>, as in <see cref="DirectionResult.IntervalDesign"/>.</summary>
    public required string IntervalDesign { get; init; }

    /// <summary>Two methods with one size; otherwise two sizes of one method.</summary>
    [JsonIgnore]
    public bool IsBetweenMethods => Method != OtherMethod;
}
