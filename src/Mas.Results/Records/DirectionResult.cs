using System.Text.Json.Serialization;

namespace Mas.Results.Records;

/// <summary>How one control fared in one direction: its trial IIA over all seeds, with the interval of the same design.</summary>
public sealed record ControlResult(string Name, double TrialIia, Interval Interval);

/// <summary>The final, tested result of one direction, over all alignment seeds.</summary>
public sealed record DirectionResult
{
    public required string Source { get; init; }
    public required string Target { get; init; }
    public required string Variable { get; init; }
    public required string Method { get; init; }
    public required int Size { get; init; }
    public required bool Trained { get; init; }

    /// <summary>Mean over seeds.</summary>
    public required double TrialIia { get; init; }

    /// <summary>Mean over seeds.</summary>
    public required double TokenIia { get; init; }

    /// <summary>95 % interval of <see cref="TrialIia"/>.</summary>
    public required Interval Interval { get; init; }

    /// <summary><c>seeds × interventions</c> or <c>interventions</c> (one or two seeds, or no variance).</summary>
    public required string IntervalDesign { get; init; }

    /// <summary>Trial IIA of the unchanged target: the floor. Null where the control was not asked for.</summary>
    public double? NoSwap { get; init; }

    /// <summary>Chance-corrected trial IIA, (IIA − floor) / (1 − floor); null without floor or where the floor is 1.</summary>
    public double? Corrected { get; init; }

    /// <summary>95 % interval of <see cref="Corrected"/>, the floor's own uncertainty included.</summary>
    public Interval? CorrectedInterval { get; init; }

    /// <summary>Trial IIA on pairs of values that training never showed; null where the test set has none.</summary>
    public double? NewPairs { get; init; }

    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>Step of the kept checkpoint, one per seed.</summary>
    public required IReadOnlyList<int> Steps { get; init; }

    /// <summary>Dimensions that a learned mask has found, one per seed; null where the size was given.</summary>
    public IReadOnlyList<int>? LearnedSizes { get; init; }

    /// <summary>Test interventions per seed.</summary>
    public required int Samples { get; init; }

    [JsonRequired]
    public IReadOnlyList<ControlResult> Controls { get; init; } = [];

    internal bool IsWithin => Source == Target;

    /// <summary>Whether the interval covers the choice of alignment seeds.</summary>
    internal bool CoversSeeds => IntervalDesign == AccuracyInterval.Crossed;
}
