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

    /// <summary>Whether training may run it from an intervention and differentiate through it.</summary>
    public bool Accessible { get; init; } = true;

    /// <summary>Use it though it has not learned its task.</summary>
    public bool Insist { get; init; }

    /// <summary>The same network with its paths relative to another folder.</summary>
    public NetworkOptions SeenFrom(string folder) => this with { Source = Source.SeenFrom(folder), Task = Task?.SeenFrom(folder) };
}

/// <summary>Where a network comes from.</summary>
public abstract record NetworkSource
{
    /// <summary>The same source with its path, where it has one, relative to another folder.</summary>
    public abstract NetworkSource SeenFrom(string folder);
}

/// <summary>A network on disk.</summary>
/// <param name="Path">As the file gives it, relative to the file.</param>
/// <param name="FullPath">Absolute.</param>
public sealed record SavedNetwork(string Path, string FullPath) : NetworkSource
{
    /// <inheritdoc/>
    public override NetworkSource SeenFrom(string folder) => this with { Path = System.IO.Path.GetRelativePath(folder, FullPath).Replace(System.IO.Path.DirectorySeparatorChar, '/') };
}

/// <summary>A network that is trained when it is first used.</summary>
/// <param name="Architecture">Such as <c>gru</c>.</param>
/// <param name="Width">Units; null for the architecture's own.</param>
/// <param name="Layers">Layers; null for the architecture's own.</param>
/// <param name="Seed">Seed of its weights and its training data.</param>
/// <param name="Steps">Most training steps, null for the task's own; training stops earlier when every fresh sequence is right.</param>
public sealed record NetworkToTrain(string Architecture, int? Width, int? Layers, int Seed, int? Steps) : NetworkSource
{
    /// <inheritdoc/>
    public override NetworkSource SeenFrom(string folder) => this;
}
