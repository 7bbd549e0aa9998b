using System.Text.Json;
using Mas.Networks.Formats;
using Mas.Tasks;
using Mas.Tensors.Safetensors;

namespace Mas.Networks.Folders;

/// <summary>A folder with weights by name, in safetensors, of an architecture that this program runs itself.</summary>
internal sealed class WeightFolder : FolderKind
{
    public override string Name => "network";

    public override bool Recognises(JsonElement config) => KnownFormats.All.Any(format => format.Recognises(config));

    public override NetworkConfig Config(string folder) => NetworkFolder.ReadConfig(folder);

    public override IReadOnlyList<Site> Sites(string folder) => Config(folder).Sites;

    public override NetworkCost Cost(string folder, SequenceTask task, string text, SizeAdvice size)
    {
        // What does not fit is told now, not after a queue.
        (NetworkConfig config, SafetensorsFile weights, _) = NetworkFolder.Check(folder, task.Vocabulary);
        weights.Dispose();
        return NetworkCost.Of(config, text, size);
    }

    public override OpenedSource Open(string folder, NetworkRequest request)
    {
        (NetworkConfig config, SafetensorsFile weights, IReadOnlyDictionary<string, string?> names) =
            NetworkFolder.Check(folder, request.Task.Vocabulary);
        weights.Dispose();
        return new(NetworkFolder.Load(folder, request.Task.Vocabulary, request.Device), "folder", NetworkFolder.Hash(folder))
        {
            Config = config,
            Notices = [.. new[] { TensorNames.Absent(names) }.OfType<string>()],
        };
    }

    public override StoredNetwork Weights(string folder, NetworkRequest request) => NetworkFolder.Read(folder, request.Device);

    public override FolderContent Describe(string folder)
    {
        Vocabulary? vocabulary = KnownTasks.Named(Config(folder).Task)?.Vocabulary;
        (NetworkConfig config, SafetensorsFile weights, IReadOnlyDictionary<string, string?> names) =
            NetworkFolder.Check(folder, vocabulary);
        using SafetensorsFile opened = weights;
        return new FolderContent(config.Architecture, config.Task, config.Vocabulary, Parameters(config, names), config.Sites,
            TensorNames.Absent(names) is string absent ? [("absent", absent)] : [])
        { Tensors = Lines(weights) };
    }

    private static string[] Lines(SafetensorsFile weights)
    {
        (string Name, TensorEntry Entry)[] tensors = [.. weights.Entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(entry => (Printable.Of(entry.Name), entry))];
        int longest = tensors.Max(one => one.Name.Length);
        return [.. tensors.Select(one =>
            $"{one.Name.PadRight(longest)} {one.Entry.Dtype.Name(),-4} [{string.Join(", ", one.Entry.Shape)}]")];
    }

    // Numbers that are stored: a tensor that two names share counts once, a bias that is absent not at all.
    private static long Parameters(NetworkConfig config, IReadOnlyDictionary<string, string?> names) =>
        config.Shapes.Where(pair => names[pair.Key] is not null).DistinctBy(pair => names[pair.Key])
            .Sum(pair => pair.Value.Aggregate(1L, (all, one) => all * one));
}
