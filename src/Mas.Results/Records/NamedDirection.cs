namespace Mas.Results.Records;

/// <summary>An ordered pair: activity of network <paramref name="Source"/> is written into network <paramref name="Target"/>.</summary>
public sealed record NamedDirection(string Source, string Target)
{
    /// <summary>Source and target are one network.</summary>
    public bool IsWithin => Source == Target;

    public override string ToString() => $"{Source}→{Target}";
}
