namespace Mas.Results.Records;

/// <summary>A direction between two networks that the alignment does not reach, tried once more in another way: what must be known before a
/// low number is taken for a difference between networks (<c>method.md</c> section 13).</summary>
/// <param name="Kind">A word of <see cref="OtherMap"/>.</param>
/// <param name="Network">Of a copy in other coordinates the network that is copied; null of others.</param>
/// <param name="Bounds">Of the chosen alignment.</param>
/// <param name="ReachedBy">Null controls that reach it.</param>
internal sealed record OtherMapResult(
    string Kind, string? Network, string Source, string Target, string Variable, int Size, BoundedIia Bounds,
    IReadOnlyList<string> ReachedBy)
{
    /// <summary>The best of its null controls, corrected for chance; null where none was measured, and in older records.</summary>
    public double? HighestNull { get; init; }
}

/// <summary>In what a further try differs from the alignment.</summary>
internal static class OtherMap
{
    /// <summary>The analysis that makes them.</summary>
    public const string Analysis = "other-maps";

    /// <summary>It starts elsewhere, exchanges every coordinate, or uses a linear map.</summary>
    public const string Start = "start", Width = "width", Linear = "linear";

    /// <summary>The same budget between a network and a copy of it in other coordinates: the positive control.</summary>
    public const string Copy = "copy";

    /// <summary>What two networks that are called different must have been tried with.</summary>
    public static IReadOnlyList<string> Tries { get; } = [Start, Width, Linear];
}
