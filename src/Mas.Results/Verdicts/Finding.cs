namespace Mas.Results.Verdicts;

/// <summary>One direction as the verdict sees it: its chance-corrected trial IIA, or the raw one where no floor was measured.</summary>
internal sealed record Finding(DirectionResult Result, double Value, Interval Interval)
{
    /// <summary>Set where several variables are judged together, so that the sentence says which.</summary>
    public string Subject { get; init; } = "";

    public bool IsWithin => Result.IsWithin;

    /// <summary>Null where the floor is 1, so that correction is undefined.</summary>
    public static Finding? Of(DirectionResult result) =>
        result.NoSwap is null ? new Finding(result, result.TrialIia, result.Interval)
        : result is { Corrected: double value, CorrectedInterval: Interval interval } ? new Finding(result, value, interval)
        : null;

    /// <summary>The nulls among the controls that come as high as this direction may be.</summary>
    public IEnumerable<string> ControlsThatReach()
    {
        if (Result.NoSwap >= Result.Interval.Low)
            yield return Metrics.NoSwap;
        foreach (ControlResult control in Result.Controls)
            if (control.Name != Metrics.NoSwap && ControlKind.IsNull(control.Name) && control.TrialIia >= Result.Interval.Low)
                yield return control.Name;
    }

    /// <summary><c>from a into b (97.1 %, 95 % interval 95.0–98.5 %)</c>.</summary>
    public override string ToString() => $"{Place} ({Percent.Of(Value)}, 95 % interval {Percent.Of(Interval)})";

    public string Place => MethodName.Place(Result.Source, Result.Target) + Subject;
}
