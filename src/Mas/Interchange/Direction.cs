namespace Mas.Interchange;

/// <summary>An ordered pair of networks by their index in the experiment's list: activity of the source is written into the
/// target.</summary>
/// <remarks>A class: sequences of a struct are compiled anew in every run, ahead-of-time compilation leaves them out.</remarks>
internal sealed record Direction(int Source, int Target)
{
    /// <summary>Source and target are one network.</summary>
    public bool IsWithin => Source == Target;

    /// <summary>All ordered pairs, by target, then by source.</summary>
    public static IEnumerable<Direction> All(int networks) =>
        from target in Enumerable.Range(0, networks) from source in Enumerable.Range(0, networks) select new Direction(source, target);
}
