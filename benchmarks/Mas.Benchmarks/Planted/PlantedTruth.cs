namespace Mas.Benchmarks.Planted;

/// <summary>One thing that is known of the planted networks, and what a run says of it.</summary>
/// <param name="IsUpper">Whether the value must not be above the bound; otherwise not below.</param>
internal sealed record PlantedTruth(string Name, double Value, double Bound, bool IsUpper)
{
    public static PlantedTruth AtLeast(string name, double value, double bound) => new(name, value, bound, false);

    public static PlantedTruth AtMost(string name, double value, double bound) => new(name, value, bound, true);

    /// <summary>Reported as it comes.</summary>
    public static PlantedTruth Reported(string name, double value) => new(name, value, double.PositiveInfinity, true);

    public bool IsRecovered => IsUpper ? Value <= Bound : Value >= Bound;

    public string Wanted => double.IsInfinity(Bound) ? "as it comes" : string.Create(CultureInfo.InvariantCulture, $"{(IsUpper ? "≤" : "≥")} {Bound:0.###}");
}
