namespace Mas.Experiments.Reading;

/// <summary>The numbers that a setting may have, and how to say so.</summary>
internal sealed record Bounds(double Low, double High, bool IncludesLow = true, bool IncludesHigh = true)
{
    public static Bounds Share { get; } = new(0, 1);

    public static Bounds BelowOne { get; } = new(0, 1, IncludesHigh: false);

    /// <summary>Anything above 0 that is no slip of the keyboard.</summary>
    public static Bounds AboveNothing { get; } = new(0, 1e6, IncludesLow: false);

    public static Bounds Weight { get; } = new(0, 1e6);

    public static Bounds Positive { get; } = new(0, 1, IncludesLow: false);

    public bool Contains(double value) => (IncludesLow ? value >= Low : value > Low) && (IncludesHigh ? value <= High : value < High);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IncludesLow ? "from" : "above")} {Low} {(IncludesHigh ? "to" : "to below")} {High}");
}
