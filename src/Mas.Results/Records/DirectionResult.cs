using System.Text.Json.Serialization;

namespace Mas.Results.Records;

/// <summary>How one control fared in one direction: its trial IIA over all seeds, with the interval of the same design.</summary>
public sealed record ControlResult(string Name, double TrialIia, Interval Interval)
{
    /// <summary>The control beside the chosen alignment; null in older records, and where no alignment is chosen.</summary>
    public ChosenControl? Chosen { get; init; }

    /// <summary>Test interventions per seed that it covers, where it cannot cover all.</summary>
    [JsonInclude, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal int? Samples { get; init; }
}

/// <summary>A control beside the chosen alignment.</summary>
/// <param name="TrialIia">Trial IIA of the control.</param>
/// <param name="Corrected">The same corrected for chance; null where no floor was measured.</param>
/// <param name="Low">Lower bound of it, one-sided at 5 %.</param>
/// <param name="High">Upper bound of it.</param>
/// <param name="Difference">Trial IIA of the alignment minus that of the control, on the same interventions.</param>
/// <param name="Reaches">Of a null: whether the paired difference is not above 0, one-sided at 5 % corrected for the number of nulls and
/// directions. Of <c>full-exchange</c> the same at 5 % alone: false where the alignment exceeds it. Null of others.</param>
public sealed record ChosenControl(double TrialIia, double? Corrected, double Low, double High, double Difference, bool? Reaches)
    : BoundedIia(TrialIia, Corrected, Low, High);

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

    /// <summary>The alignment that decides; null in older records, and where the floor is 1.</summary>
    public ChosenResult? Chosen { get; init; }

    /// <summary>How many of <see cref="Seeds"/> reach the threshold of <c>same</c> by their corrected trial IIA.</summary>
    public int? Reached { get; init; }

    /// <summary>Trial IIA on pairs of values that training never showed, mean over seeds, of a test set of their own; null where none are
    /// held out.</summary>
    public double? NewPairs { get; init; }

    /// <summary>The same of the chosen alignment.</summary>
    public BoundedIia? ChosenNewPairs { get; init; }

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
