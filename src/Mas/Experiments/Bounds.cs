using System.Globalization;

namespace Mas.Experiments;

/// <summary>The numbers that a setting may have, and how to say so.</summary>
internal sealed record Bounds(double Low, double High, bool IncludesLow = true)
{
    public static Bounds Share { get; } = new(0, 1);

    public static Bounds Positive { get; } = new(0, 1, IncludesLow: false);

    public bool Contains(double value) => (IncludesLow ? value >= Low : value > Low) && value <= High;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(IncludesLow ? "from" : "above")} {Low} to {High}");
}
