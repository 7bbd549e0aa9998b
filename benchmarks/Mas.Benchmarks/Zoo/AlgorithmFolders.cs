using System.Text.Json;
using Mas.Benchmarks.Planting;
using Mas.Networks.Copies;
using Mas.Networks.Folders;
using Mas.Tasks;

namespace Mas.Benchmarks.Zoo;

/// <summary>Folders of the networks of which somebody has chosen the algorithm: written by hand, with copies of them, and planted. Made
/// once and kept in the cache, beside what planting has reached.</summary>
internal sealed class AlgorithmFolders(ZooSettings settings, string cache)
{
    private static readonly JsonSerializerOptions s_form =
        new() { WriteIndented = true, NewLine = "\n", PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public string Of(ZooNetwork network) => network switch
    {
        { Making: Making.Planted } => Path.Combine(cache, "planted", settings.Recipe(network).Key),
        { Seed: 0 } => Path.Combine(SourceTree.Root, "experiments", "networks", network.Algorithm.Replace("-", "")),
        _ => Path.Combine(cache, "written", network.Name),
    };

    /// <summary>Makes what is not there.</summary>
    public void Make(int threads, Action<string> say)
    {
        foreach (ZooNetwork copy in settings.Plan.Written.Where(network => network.Original is not null))
            Copy(copy);
        ZooNetwork[] missing = [.. settings.Plan.Planted.Where(network => Findings(network) is null)];
        SideBySide.Run(missing.Length, threads, k => Plant(missing[k], say));
    }

    /// <summary>What planting has reached; null where it is not done.</summary>
    public PlantingFindings? Findings(ZooNetwork planted) => File.Exists(FindingsFile(planted))
        ? JsonSerializer.Deserialize<PlantingFindings>(File.ReadAllBytes(FindingsFile(planted)), s_form) : null;

    private void Plant(ZooNetwork network, Action<string> say)
    {
        using var trainer = new PlantedTrainer(settings.Recipe(network));
        PlantingFindings findings = trainer.Run(_ => { });
        NetworkFolder.Save(Of(network), trainer.Config, trainer.Weights);
        // Last: with this file everything is there.
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(findings, s_form);
        AtomicFile.Write(FindingsFile(network), network.Name, stream => stream.Write(json));
        say($"{network.Name}: {findings}, {findings.Steps} steps");
    }

    private void Copy(ZooNetwork copy)
    {
        if (Directory.Exists(Of(copy)))
            return;
        SequenceTask task = settings.Task(copy).ToTask();
        string original = Of(copy.Original!);
        var source = new CopiedNetwork(copy.Origin, new SavedNetwork(original, original), (ulong)copy.Seed, NullUnits: 0);
        using StoredNetwork permuted = source.Weights(new NetworkRequest { Name = copy.Name, Task = task })!;
        NetworkFolder.Save(Of(copy), permuted.Config, permuted.Weights);
    }

    private string FindingsFile(ZooNetwork planted) => Of(planted) + ".json";
}
