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

    // A folder that cannot be read is an error of the run, together with all that is wrong with its weights.
    internal override NetworkConfig? KnownConfig
    {
        get
        {
            try
            {
                return NetworkFolder.ReadConfig(FullPath);
            }
            catch (InputException)
            {
                return null;
            }
        }
    }

    public override NetworkSource SeenFrom(string folder) =>
        this with { Path = System.IO.Path.GetRelativePath(folder, FullPath).Replace(System.IO.Path.DirectorySeparatorChar, '/') };

    public override string Entry(Func<string, string> quoted) => $"path: {quoted(Path)}";

    internal override NetworkCost Cost(SequenceTask task)
    {
        // What does not fit is told now, not after a queue.
        (NetworkConfig config, Tensors.Safetensors.SafetensorsFile weights, _) = NetworkFolder.Check(FullPath, task.Vocabulary);
        weights.Dispose();
        return NetworkCost.Of(config, $"from {Path}", new(Key, "take a smaller network than"));
    }

    internal override NotLearned NotLearned(int index) =>
        new("train it further, or write 'insist: true' beside it to compare it all the same", IsInput: true, Path);

    internal override OpenedSource Open(NetworkRequest request)
    {
        (NetworkConfig config, Tensors.Safetensors.SafetensorsFile weights, IReadOnlyDictionary<string, string?> names) =
            NetworkFolder.Check(FullPath, request.Task.Vocabulary);
        weights.Dispose();
        return new(NetworkFolder.Load(FullPath, request.Task.Vocabulary, request.Device), "folder", NetworkFolder.Hash(FullPath))
        {
            Config = config,
            Notices = [.. new[] { TensorNames.Absent(names) }.OfType<string>()],
        };
    }

    internal override StoredNetwork Weights(NetworkRequest request) => NetworkFolder.Read(FullPath, request.Device);
}
