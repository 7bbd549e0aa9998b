using System.Text.Json;
using Mas.Networks.Called;
using Mas.Networks.Formats;
using Mas.Tasks;

namespace Mas.Networks.Scripted;

/// <summary>A folder with a TorchScript module, <c>network.pt</c>, that has the methods of a network.</summary>
internal sealed class ScriptedFolder : FolderKind
{
    private const string ConfigName = "config.json", ModuleName = "network.pt";

    private const int TriedSequences = 8; // of a check of what it promises

    public override string Name => ScriptedConfig.ArchitectureName;

    public override bool Recognises(JsonElement config) =>
        config.TryGetProperty("architecture", out JsonElement value)
        && value.ValueKind == JsonValueKind.String && value.GetString() == ScriptedConfig.ArchitectureName;

    public override NetworkConfig? Config(string folder)
    {
        _ = Read(folder);
        return null;
    }

    public override IReadOnlyList<Site> Sites(string folder) => Read(folder).Sites;

    public override NetworkCost Cost(string folder, SequenceTask task, string text, SizeAdvice size)
    {
        ScriptedConfig config = Read(folder);
        _ = Order(folder, config, task.Vocabulary);
        ScriptArchive archive = Module(folder);
        double weights = archive.NumberBytes / sizeof(float);
        return CalledCost.Of(config.Sites, weights, config.Vocabulary.Count, text, size);
    }

    public override OpenedSource Open(string folder, NetworkRequest request)
    {
        NativeTorch.Load();
        ScriptedConfig config = Read(folder);
        long?[] order = Order(folder, config, request.Task.Vocabulary);
        ScriptArchive archive = Module(folder);
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

    public override StoredNetwork? Weights(string folder, NetworkRequest request) => null;

    public override FolderContent Describe(string folder)
    {
        NativeTorch.Load();
        ScriptedConfig config = Read(folder);
        SequenceTask? task = KnownTasks.Named(config.Task);
        long?[] order = task is null
            ? [.. Enumerable.Range(0, config.Vocabulary.Count).Select(id => (long?)id)] : Order(folder, config, task.Vocabulary);
        using var network = new CalledNetwork(new ScriptedModel(Module(folder), config, Device.Cpu), order);
        var random = new SeededRandom(1);
        network.Check(task?.Rows(TriedSequences, QuantityChoice.Trained, ref random) ?? Drawn(config, ref random));
        return new FolderContent(network.Architecture, config.Task, config.Vocabulary, network.ParameterCount, network.Sites, []);
    }

    // Any words, where no task says which; of any length.
    private static TokenRows Drawn(ScriptedConfig config, ref SeededRandom random)
    {
        const int longest = 8;
        var rows = new int[TriedSequences][];
        var features = new float[TriedSequences * config.Features];
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row] = new int[longest - row % 2];
            for (int at = 0; at < rows[row].Length; at++)
                rows[row][at] = random.Next(config.Vocabulary.Count);
        }
        for (int i = 0; i < features.Length; i++)
            features[i] = (float)(random.NextDouble() - 0.5);
        return TokenRows.From(rows) with { Features = features };
    }

    private static ScriptedConfig Read(string folder)
    {
        string path = Path.Combine(folder, ConfigName);
        return ScriptedConfig.Read(new ConfigSection(ConfigJson.Read(path), path));
    }

    private static long?[] Order(string folder, ScriptedConfig config, Vocabulary vocabulary) =>
        WordOrder.Of(vocabulary, config.Vocabulary, config.Features == 0, Path.Combine(folder, ConfigName));

    private static ScriptArchive Module(string folder)
    {
        string path = Path.Combine(folder, ModuleName);
        if (!File.Exists(path))
            throw new InputException($"there is no {ModuleName} in this network's folder; config.json says that it is a TorchScript network",
                folder);
        ScriptArchive archive = ScriptArchive.Read(path);
        ScriptCheck.Require(archive);
        return archive;
    }
}
