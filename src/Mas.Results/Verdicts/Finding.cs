namespace Mas.Results.Verdicts;

/// <summary>One direction as verdicts and questions see it: the chance-corrected trial IIA of the chosen alignment, or the raw one where no
/// floor was measured, between bounds that are one-sided at 5 % each.</summary>
internal sealed record Finding(DirectionResult Result, double Value, Interval Interval)
{
    /// <summary>Set where several variables are judged together, so that the sentence says which.</summary>
    public string Subject { get; init; } = "";

    public bool IsWithin => Result.IsWithin;

    /// <summary>What value and interval are, which differ from those of the tables.</summary>
    public string Measured => Result.Chosen is null ? "with 95 % intervals"
        : $"the chosen alignment{(Result.NoSwap is null ? "" : ", corrected for chance")}, with one-sided 5 % bounds; the tables' trial "
            + "IIA is a mean over seeds";

    /// <summary>Null where the floor is 1, so that correction is undefined. Older records have no chosen alignment: theirs is the mean over
    /// seeds.</summary>
    public static Finding? Of(DirectionResult result) => result switch
    {
        { Chosen: { } chosen } => new Finding(result, chosen.Value, new Interval(chosen.Low, chosen.High)),
        { NoSwap: null } => new Finding(result, result.TrialIia, result.Interval),
        { Corrected: double value, CorrectedInterval: Interval interval } => new Finding(result, value, interval),
        _ => null,
    };

    /// <summary>The null controls that reach this direction, by the paired test; in older records those within its interval.</summary>
    public IEnumerable<string> ControlsThatReach() => Result.Controls
        .Where(control => ControlKind.IsNull(control.Name) && (control.Chosen?.Reaches ?? control.TrialIia >= Result.Interval.Low))
        .Select(control => control.Name);

    public string Place => MethodName.Place(Result.Source, Result.Target) + Subject;
}
