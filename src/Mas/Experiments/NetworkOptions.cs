using Mas.Networks;

namespace Mas.Experiments;

/// <summary>One network of the comparison.</summary>
public sealed record NetworkOptions
{
    /// <summary>Unique among the networks, letter case aside; can be a file's name on every system.</summary>
    public required string Name { get; init; }

    /// <summary>Where it comes from.</summary>
    public required NetworkSource Source { get; init; }

    /// <summary>Its task; null for that of all networks.</summary>
    public TaskSource? Task { get; init; }

    /// <summary>Its site; null for that of all networks.</summary>
    public string? Site { get; init; }

    /// <summary>A label: networks with one label are a group. Null for none.</summary>
    internal string? Group { get; init; }

    /// <summary>Whether training may run it from an intervention and differentiate through it.</summary>
    public bool Accessible { get; init; } = true;

    /// <summary>Use it though it has not learned its task.</summary>
    public bool Insist { get; init; }

    /// <summary>The same network with its paths relative to another folder.</summary>
    public NetworkOptions SeenFrom(string folder) => this with { Source = Source.SeenFrom(folder), Task = Task?.SeenFrom(folder) };
}
