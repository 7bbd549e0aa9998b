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

    public override NetworkConfig Config(FolderPlace place)
    {
        NetworkConfig read = NetworkFolder.ReadConfig(place.Folder, place.Config);
        try
        {
            return NetworkFolder.Fitted(place.Folder, place.Config);
        }
        catch (InputException) when (read.Sites.All(site => site.Width > 0))
        {
            return read; // what is wrong with its weights is told when it is opened
        }
    }

    public override string Task(FolderPlace place) => NetworkFolder.ReadConfig(place.Folder, place.Config).Task;

    public override IReadOnlyList<Site> Sites(FolderPlace place) => Config(place).Sites;

    public override NetworkCost Cost(FolderPlace place, SequenceTask task, string text, SizeAdvice size)
    {
        // What does not fit is told now, not after a queue.
        (NetworkConfig config, SafetensorsFile weights, _) = NetworkFolder.Check(place.Folder, task.Vocabulary, place.Config);
        weights.Dispose();
        return NetworkCost.Of(config, text, size);
    }

    public override OpenedSource Open(FolderPlace place, NetworkRequest request)
    {
        (NetworkConfig config, SafetensorsFile weights, IReadOnlyDictionary<string, string?> names) =
            NetworkFolder.Check(place.Folder, request.Task.Vocabulary, place.Config);
        weights.Dispose();
        return new(NetworkFolder.Load(place.Folder, request.Task.Vocabulary, request.Device, place.Config), "folder",
            NetworkFolder.Hash(place.Folder))
        {
            Config = config,
            Notices = [.. new[] { TensorNames.Absent(names) }.OfType<string>()],
        };
    }

    public override StoredNetwork Weights(FolderPlace place, NetworkRequest request) =>
        NetworkFolder.Read(place.Folder, request.Device, place.Config);

    public override FolderContent Describe(FolderPlace place)
    {
        Vocabulary? vocabulary = KnownTasks.Named(Task(place))?.Vocabulary;
        (NetworkConfig config, SafetensorsFile weights, IReadOnlyDictionary<string, string?> names) =
            NetworkFolder.Check(place.Folder, vocabulary, place.Config);
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
