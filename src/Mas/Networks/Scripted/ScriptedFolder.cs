using System.Text.Json;
using Mas.Networks.Called;
using Mas.Networks.Formats;
using Mas.Tasks;

namespace Mas.Networks.Scripted;

/// <summary>A folder with a TorchScript module, <c>network.pt</c>, that has the methods of a network.</summary>
internal sealed class ScriptedFolder : FolderKind
{
    private const string ModuleName = "network.pt";

    private const int TriedSequences = 8; // of a check of what it promises

    public override string Name => ScriptedConfig.ArchitectureName;

    public override bool NamesItsSites => true;

    public override bool ReadsVectors => true;

    public override bool Recognises(JsonElement config) =>
        config.TryGetProperty("architecture", out JsonElement value)
        && value.ValueKind == JsonValueKind.String && value.GetString() == ScriptedConfig.ArchitectureName;

    public override NetworkConfig? Config(FolderPlace place)
    {
        _ = Read(place);
        return null;
    }

    public override string? Task(FolderPlace place) => Read(place).Task is { Length: > 0 } task ? task : null;

    public override IReadOnlyList<Site> Sites(FolderPlace place) => Read(place).Sites;

    public override NetworkCost Cost(FolderPlace place, SequenceTask task, string text, SizeAdvice size)
    {
        ScriptedConfig config = Read(place);
        _ = Order(place, config, task);
        ScriptArchive archive = Module(place);
        double weights = archive.NumberBytes / sizeof(float);
        return CalledCost.Of(config.Sites, weights, config.Predicted.Count, text, size);
    }

    public override OpenedSource Open(FolderPlace place, NetworkRequest request)
    {
        NativeTorch.Load();
        ScriptedConfig config = Read(place);
        CalledOrder order = Order(place, config, request.Task);
        ScriptArchive archive = Module(place);
        var network = new CalledNetwork(new ScriptedModel(archive, config, request.Device), order);
        try
        {
            var random = new SeededRandom(1);
            network.Check(request.Task.Rows(TriedSequences, QuantityChoice.Trained, ref random));
            return new OpenedSource(network, "folder", archive.Hash);
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }

    public override StoredNetwork? Weights(FolderPlace place, NetworkRequest request) => null;

    public override FolderContent Describe(FolderPlace place)
    {
        NativeTorch.Load();
        ScriptedConfig config = Read(place);
        SequenceTask? task = KnownTasks.Named(config.Task);
        CalledOrder order = task is null ? new(Own(config.Vocabulary), Own(config.Predicted)) : Order(place, config, task);
        using var network = new CalledNetwork(new ScriptedModel(Module(place), config, Device.Cpu), order);
        var random = new SeededRandom(1);
        network.Check(task?.Rows(TriedSequences, QuantityChoice.Trained, ref random) ?? Drawn(config, ref random));
        return new FolderContent(network.Architecture, config.Task, config.Vocabulary, network.ParameterCount, network.Sites, []);
    }

    private static long?[] Own(IReadOnlyList<string> words) => [.. words.Select((_, id) => (long?)id)];

    // Any words or vectors, where no task says which; of any length.
    private static TokenRows Drawn(ScriptedConfig config, ref SeededRandom random)
    {
        const int longest = 8;
        var rows = new int[TriedSequences][];
        int different = config.Features == 0 ? config.Vocabulary.Count : TriedSequences * longest;
        var values = new float[different * config.Features];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = new int[longest - row % 2];
            for (int at = 0; at < rows[row].Length; at++)
                rows[row][at] = random.Next(different);
        }
        for (int i = 0; i < values.Length; i++)
            values[i] = (float)(random.NextDouble() - 0.5);
        return TokenRows.From(rows) with { Stimuli = config.Features == 0 ? null : new StimulusTable(0, config.Features, values) };
    }

    private static ScriptedConfig Read(FolderPlace place) =>
        ScriptedConfig.Read(new ConfigSection(ConfigJson.Read(place.ConfigPath), place.ConfigPath));

    private static CalledOrder Order(FolderPlace place, ScriptedConfig config, SequenceTask task) =>
        CalledOrder.Of(task, config.Vocabulary, config.Classes, config.Features == 0, place.ConfigPath);

    private static ScriptArchive Module(FolderPlace place)
    {
        string path = Path.Combine(place.Folder, ModuleName);
        if (!File.Exists(path))
            throw new InputException(
                $"there is no {ModuleName} in this network's folder; config.json says that it is a TorchScript network", place.Folder);
        ScriptArchive archive = ScriptArchive.Read(path);
        ScriptCheck.Require(archive);
        return archive;
    }
}
