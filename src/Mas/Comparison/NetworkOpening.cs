using System.Globalization;
using Mas.Experiments;
using Mas.NetworkTraining;
using Mas.Networks;
using Mas.Networks.Formats;
using Mas.Results;
using Mas.Tasks;

namespace Mas.Comparison;

/// <summary>Opens one network: from its folder, from the cache, or by training it, on as many threads as the options give it.</summary>
internal sealed record NetworkOpening(NetworkOptions Network, string Site, TaskSource Task, SequenceTask SequenceTask, RunOptions Options, CancellationToken Stop)
{
    /// <exception cref="InputException">A folder is wrong, the cache cannot be written, or the network lacks the site.</exception>
    public OpenedNetwork Open() => Network.Source switch
    {
        SavedNetwork saved => WithSite(NetworkFolder.Load(saved.FullPath, SequenceTask.Vocabulary, Options.Device), "folder", saved.FullPath),
        NetworkToTrain wanted => Train(wanted),
        _ => throw new InvalidOperationException($"No network source {Network.Source.GetType().Name}."),
    };

    private OpenedNetwork Train(NetworkToTrain wanted)
    {
        string job = $"training {Network.Name}";
        NetworkTrainingOptions defaults = NetworkTrainingDefaults.Of(wanted.Architecture, SequenceTask.Name);
        NetworkTrainingOptions training = defaults with
        {
            Width = wanted.Width ?? defaults.Width,
            Layers = wanted.Layers ?? defaults.Layers,
            Seed = (ulong)wanted.Seed,
            Steps = wanted.Steps ?? defaults.Steps,
        };
        CachedNetwork cached = new NetworkCache(NetworkCacheFolder.Choose(Options.CacheFolder)).Open(
            SequenceTask, training, Options.Threads,
            state => Options.Progress(new RunProgress(job, state.Step, state.Steps, Detail(state))),
            notice => Options.Progress(new RunProgress(job, 0, training.Steps, notice)), Options.Device, Stop);
        Options.Progress(RunProgress.Finished(job, Outcome(cached.Trained)));
        return WithSite(cached.Network, cached.Trained is null ? "cache" : "trained", cached.Folder);
    }

    private OpenedNetwork WithSite(Network network, string origin, string folder)
    {
        if (network.FindSite(Site) is Site found)
            return new OpenedNetwork(Network, network, found, Task, SequenceTask, origin, folder, NetworkFolder.Hash(folder));
        string sites = string.Join(", ", network.Sites.Select(one => one.Name));
        network.Dispose();
        throw new InputException($"network '{Network.Name}' has no site '{Site}'; it has {sites}", key: "site");
    }

    private static string Detail(NetworkTrainingProgress state) => double.IsNaN(state.Accuracy)
        ? "" : string.Create(CultureInfo.InvariantCulture, $"{100 * state.Accuracy:f1} % right");

    private static string Outcome(TrainedNetwork? trained) => trained is null
        ? "from the cache"
        : string.Create(CultureInfo.InvariantCulture, $"{trained.Steps} steps, {100 * trained.TrainedAccuracy:f1} % right");
}
