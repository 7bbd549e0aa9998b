namespace Mas.Results.Verdicts;

/// <summary>What the chosen alignment shows in one direction, as one-sided bounds of the chance-corrected IIA.</summary>
internal sealed record ExchangedDirection(OneSidedBounds Bounds)
{
    /// <summary>On pairs of values that were never trained; null where a task has too few pairs to hold any out.</summary>
    public OneSidedBounds? NewPairs { get; init; }

    /// <summary>With the source's null part exchanged; null where that was not asked.</summary>
    public OneSidedBounds? NullExchanged { get; init; }

    /// <summary>The same at the error rate that is shared by all directions between networks; null within a network.</summary>
    public OneSidedBounds? Shared { get; init; }

    /// <summary>The same direction from the other start, at full width and with a linear map.</summary>
    public IReadOnlyList<OneSidedBounds> Otherwise { get; init; } = [];

    /// <summary>Whether a null control reaches it (<see cref="NullTest"/>).</summary>
    public bool IsReachedByNull { get; init; }
}

/// <summary>What the verdict concludes from exchanges alone (<c>method.md</c> section 13). A direction reaches a threshold where its lower
/// bound does, and stays below one where its upper bound is less. What is asked of every direction is asked at the full error rate
/// (intersection-union test); what some direction shows is corrected.</summary>
internal static class ExchangeRule
{
    public static bool Reaches(OneSidedBounds bounds, double threshold) => bounds.Low >= threshold;

    public static bool StaysBelow(OneSidedBounds bounds, double threshold) => bounds.High < threshold;

    /// <summary>Every direction reaches, on new pairs too and with the source's null part exchanged, and no null reaches any: what
    /// <c>same</c> and <c>interchangeable</c> ask of exchanges.</summary>
    public static bool AllReach(IReadOnlyCollection<ExchangedDirection> directions, double same) => directions.Count > 0
        && directions.All(direction => !direction.IsReachedByNull && Asked(direction).All(bounds => Reaches(bounds, same)));

    /// <summary>Every direction between networks stays below, whatever was tried: what <c>different</c> asks of exchanges.</summary>
    public static bool AllStayBelow(IReadOnlyCollection<ExchangedDirection> between, double different) => between.Count > 0
        && between.All(direction => direction.Otherwise.Append(direction.Bounds).All(bounds => StaysBelow(bounds, different)));

    /// <summary>Some direction between networks reaches and some other cannot: what <c>partly</c> asks.</summary>
    public static bool SomeReach(IReadOnlyCollection<ExchangedDirection> between, double same) =>
        between.Any(direction => Reaches(direction.Shared ?? direction.Bounds, same))
        && between.Any(direction => StaysBelow(direction.Shared ?? direction.Bounds, same));

    private static IEnumerable<OneSidedBounds> Asked(ExchangedDirection direction) =>
        new[] { direction.Bounds, direction.NewPairs, direction.NullExchanged }.OfType<OneSidedBounds>();
}
