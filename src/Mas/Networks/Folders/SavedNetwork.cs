using Mas.Networks.Formats;
using Mas.Tasks;

namespace Mas.Networks.Folders;

/// <summary>A network on disk.</summary>
/// <param name="Path">As the file gives it, relative to the file.</param>
/// <param name="FullPath">Absolute.</param>
public sealed record SavedNetwork(string Path, string FullPath) : NetworkSource
{
    /// <summary>Its configuration, where that does not lie in the folder: as the file gives it, and absolute.</summary>
    public (string Path, string FullPath)? Config { get; init; }

    private const string Insist = "write 'insist: true' beside it to compare it all the same";

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
                (NetworkConfig config, Tensors.Safetensors.SafetensorsFile weights, _) = Check(null);
                weights.Dispose();
                return config;
            }
            catch (InputException)
            {
                return null;
            }
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

    private (NetworkConfig Config, Tensors.Safetensors.SafetensorsFile Weights, IReadOnlyDictionary<string, string?> Names) Check(
        Vocabulary? vocabulary) => NetworkFolder.Check(FullPath, vocabulary, Config?.FullPath);

    internal override NetworkCost Cost(SequenceTask task)
    {
        // What does not fit is told now, not after a queue.
        (NetworkConfig config, Tensors.Safetensors.SafetensorsFile weights, _) = Check(task.Vocabulary);
        weights.Dispose();
        return NetworkCost.Of(config, $"from {Path}", new(Key, "take a smaller network than"));
    }

    internal override NotLearned NotLearned(int index) =>
        new($"no usual mistake of an export explains it ('mas check' shows what it answers): train it further, or {Insist}",
            IsInput: true, Path)
        {
            Insistence = Insist,
        };

    internal override OpenedSource Open(NetworkRequest request)
    {
        (NetworkConfig config, Tensors.Safetensors.SafetensorsFile weights, IReadOnlyDictionary<string, string?> names) =
            Check(request.Task.Vocabulary);
        weights.Dispose();
        return new(NetworkFolder.Load(FullPath, request.Task.Vocabulary, request.Device, Config?.FullPath), "folder",
            NetworkFolder.Hash(FullPath))
        {
            Config = config,
            Notices = [.. new[] { TensorNames.Absent(names) }.OfType<string>()],
        };
    }

    internal override StoredNetwork Weights(NetworkRequest request) => NetworkFolder.Read(FullPath, request.Device, Config?.FullPath);
}
