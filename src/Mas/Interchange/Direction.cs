namespace Mas.Interchange;

/// <summary>An ordered pair of networks by their index in the experiment's list: activity of the source is written into the
/// target.</summary>
internal readonly record struct Direction(int Source, int Target)
{
    /// <summary>Source and target are one network.</summary>
    public bool IsWithin => Source == Target;

    /// <summary>All ordered pairs, by target, then by source.</summary>
    public static IEnumerable<Direction> All(int networks) =>
        from target in Enumerable.Range(0, networks) from source in Enumerable.Range(0, networks) select new Direction(source, target);
}
