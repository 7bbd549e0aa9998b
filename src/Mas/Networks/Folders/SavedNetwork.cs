using Mas.Networks.Formats;
using Mas.Tasks;

namespace Mas.Networks.Folders;

/// <summary>A network on disk.</summary>
/// <param name="Path">As the file gives it, relative to the file.</param>
/// <param name="FullPath">Absolute.</param>
public sealed record SavedNetwork(string Path, string FullPath) : NetworkSource
{
    /// <summary>Its configuration, where that does not lie in the folder: as the file gives it, and absolute.</summary>
    internal (string Path, string FullPath)? Config { get; init; }

    public override string Key => "path";

    public override bool IsStored => true;

    internal override string OtherWeights => $" ({FullPath}).";

    private FolderPlace Place => new(FullPath, Config?.FullPath);

    private FolderKind Kind => FolderKinds.Of(Place);

    internal override NetworkConfig? KnownConfig => Known(Kind.Config);

    internal override IReadOnlyList<Site>? KnownSites => Known(Kind.Sites);

    /// <summary>The task that it says it does; null where it says none.</summary>
    /// <exception cref="InputException">Its configuration is wrong.</exception>
    internal string? KnownTask => Kind.Task(Place);

    internal override bool NamesItsSites => Kind.NamesItsSites;

    internal override bool ReadsVectors => Kind.ReadsVectors;

    // A folder that cannot be read is an error of the run, together with all that is wrong with its weights.
    private T? Known<T>(Func<FolderPlace, T?> read)
        where T : class
    {
        try
        {
            return read(Place);
        }
        catch (InputException)
        {
            return null;
        }
    }

    public override NetworkSource SeenFrom(string folder) => this with
    {
        Path = Relative(folder, FullPath),
        Config = Config is { } config ? (Relative(folder, config.FullPath), config.FullPath) : null,
    };

    private static string Relative(string folder, string path) =>
        System.IO.Path.GetRelativePath(folder, path).Replace(System.IO.Path.DirectorySeparatorChar, '/');

    public override string Entry(Func<string, string> quoted) =>
        $"path: {quoted(Path)}" + (Config is { } config ? $", config: {quoted(config.Path)}" : "");

    internal override NetworkCost Cost(SequenceTask task) =>
        Kind.Cost(Place, task, $"from {Path}", new(Key, "take a smaller network than"));

    internal override NotLearned NotLearned(int index) => Networks.NotLearned.OfExport(Path);

    internal override OpenedSource Open(NetworkRequest request) => Kind.Open(Place, request);

    internal override StoredNetwork? Weights(NetworkRequest request) => Kind.Weights(Place, request);
}
