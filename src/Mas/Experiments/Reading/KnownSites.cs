using Mas.NetworkTraining;
using Mas.Networks;
using Mas.Networks.Formats;
using Mas.Results;
using Mas.Results.Files;
using Mas.Tasks;

namespace Mas.Experiments.Reading;

/// <summary>What can be said of networks' sites before any network is opened.</summary>
internal static class KnownSites
{
    private const string Key = "site";

    /// <summary>The networks with their sites, where they are known; a site that a network does not have is reported.</summary>
    /// <param name="root">Holds the site of all networks.</param>
    /// <param name="networks">As they are written.</param>
    /// <param name="shared">The site of all networks.</param>
    public static IReadOnlyList<ReadNetwork> WithSites(Section root, IReadOnlyList<ReadNetwork> networks, string? shared) =>
        [.. networks.Select(network => network with { KnownSite = Known(root, network, network.HasSite ? network.Site : shared) })];

    /// <summary>Reports networks whose architecture does not take the inputs of their task.</summary>
    public static void CheckInputs(IReadOnlyList<ReadNetwork> networks, ReadTasks tasks)
    {
        foreach ((ReadNetwork network, SequenceTask? task) in networks.Zip(tasks.Networks))
        {
            if (network.Source is not NetworkToTrain train || task is null || train.Architecture == "mlp" == task.FeatureWidth > 0)
                continue;
            string message = task.FeatureWidth > 0
                ? $"the task {task.Name} has continuous inputs and no sequence; an mlp learns it, and a {train.Architecture} does not"
                : $"an mlp takes continuous inputs, and the task {task.Name} has sequences; a gru, an lstm or a transformer learns it";
            Section section = network.Section.Sub("train");
            section.Fail(section.Take("architecture"), "architecture", message);
        }
    }

    private static Site? Known(Section root, ReadNetwork network, string? name)
    {
        if (name is null || Of(network.Source) is not { } sites)
            return null;
        if (sites.FirstOrDefault(site => site.Name == name) is { } found)
            return found;
        Section section = network.HasSite ? network.Section : root;
        section.Fail(section.Take(Key), Key, $"network '{network.Name}' has no site '{name}'; it has {string.Join(", ", sites.Select(site => site.Name))}");
        return null;
    }

    // Null where only the network itself can say.
    private static IReadOnlyList<Site>? Of(NetworkSource? source) => source switch
    {
        NetworkToTrain train => Trained(train),
        SavedNetwork saved => Stored(saved.FullPath),
        _ => null,
    };

    private static IReadOnlyList<Site> Trained(NetworkToTrain train)
    {
        NetworkTrainingOptions defaults = NetworkTrainingDefaults.Of(train.Architecture, task: "");
        NetworkConfig config = new()
        {
            Architecture = train.Architecture,
            Width = train.Width ?? defaults.Width,
            Layers = train.Layers ?? defaults.Layers,
            Vocabulary = [],
            Task = "",
        };
        return Architecture.Of(config).Sites(config);
    }

    // A folder that cannot be read is an error of the run, together with all that is wrong with its weights.
    private static IReadOnlyList<Site>? Stored(string folder)
    {
        try
        {
            NetworkConfig config = NetworkFolder.ReadConfig(folder);
            return Architecture.Of(config).Sites(config);
        }
        catch (InputException)
        {
            return null;
        }
    }
}
