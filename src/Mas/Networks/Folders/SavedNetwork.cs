using Mas.Networks.Formats;
using Mas.Tasks;

namespace Mas.Networks.Folders;

/// <summary>A network on disk.</summary>
/// <param name="Path">As the file gives it, relative to the file.</param>
/// <param name="FullPath">Absolute.</param>
public sealed record SavedNetwork(string Path, string FullPath) : NetworkSource
{
    public override string Key => "path";

    public override bool IsStored => true;

    internal override string OtherWeights => $" ({FullPath}).";

    private FolderKind Kind => FolderKinds.Of(FullPath);

    internal override NetworkConfig? KnownConfig => Known(Kind.Config);

    internal override IReadOnlyList<Site>? KnownSites => Known(Kind.Sites);

    // A folder that cannot be read is an error of the run, together with all that is wrong with its weights.
    private T? Known<T>(Func<string, T?> read)
        where T : class
    {
        try
        {
            return read(FullPath);
        }
        catch (InputException)
        {
            return null;
        }
    }

    public override NetworkSource SeenFrom(string folder) =>
        this with { Path = System.IO.Path.GetRelativePath(folder, FullPath).Replace(System.IO.Path.DirectorySeparatorChar, '/') };

    public override string Entry(Func<string, string> quoted) => $"path: {quoted(Path)}";

    internal override NetworkCost Cost(SequenceTask task) =>
        Kind.Cost(FullPath, task, $"from {Path}", new(Key, "take a smaller network than"));

    internal override NotLearned NotLearned(int index) =>
        new("train it further, or write 'insist: true' beside it to compare it all the same", IsInput: true, Path);

    internal override OpenedSource Open(NetworkRequest request) => Kind.Open(FullPath, request);

    internal override StoredNetwork? Weights(NetworkRequest request) => Kind.Weights(FullPath, request);
}
