namespace Mas.Experiments;

/// <summary>One network of the comparison.</summary>
public sealed record NetworkOptions
{
    /// <summary>Unique among the networks, letter case aside; can be a file's name on every system.</summary>
    public required string Name { get; init; }

    /// <summary>Where it comes from.</summary>
    public required NetworkSource Source { get; init; }

    /// <summary>Use it though it has not learned its task.</summary>
    public bool Insist { get; init; }

    /// <summary>The same network with its path, where it has one, relative to another folder.</summary>
    public NetworkOptions SeenFrom(string folder) => Source is SavedNetwork saved
        ? this with { Source = saved with { Path = System.IO.Path.GetRelativePath(folder, saved.FullPath).Replace('\\', '/') } }
        : this;
}

/// <summary>Where a network comes from.</summary>
public abstract record NetworkSource;

/// <summary>A network on disk.</summary>
/// <param name="Path">As the file gives it, relative to the file.</param>
/// <param name="FullPath">Absolute.</param>
public sealed record SavedNetwork(string Path, string FullPath) : NetworkSource;

/// <summary>A GRU that is trained when it is first used.</summary>
/// <param name="Width">Units.</param>
/// <param name="Seed">Seed of its weights and its training data.</param>
/// <param name="Steps">Most training steps; training stops earlier when every fresh sequence is right.</param>
public sealed record TrainedNetwork(int Width, int Seed, int Steps) : NetworkSource
{
    /// <summary>Units where nothing is said.</summary>
    public const int DefaultWidth = 128;

    /// <summary>Most steps where nothing is said.</summary>
    public const int DefaultSteps = 3_000;
}
