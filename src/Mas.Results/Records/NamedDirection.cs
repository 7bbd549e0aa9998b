namespace Mas.Results.Records;

/// <summary>An ordered pair: activity of network <paramref name="Source"/> is written into network <paramref name="Target"/>.</summary>
public sealed record NamedDirection(string Source, string Target)
{
    /// <summary>Source and target are one network.</summary>
    public bool IsWithin => Source == Target;

    /// <summary>Two names in one order, whichever way a direction goes.</summary>
    internal static (string, string) Pair(string first, string second) =>
        string.CompareOrdinal(first, second) <= 0 ? (first, second) : (second, first);

    public override string ToString() => $"{Source}→{Target}";
}
