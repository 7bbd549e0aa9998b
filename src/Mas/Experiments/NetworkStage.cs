using System.Globalization;
using Mas.Networks;
using Mas.Results;
using Mas.Tasks;
using Mas.Tensors;
using Mas.Training.NetworkTraining;

namespace Mas.Experiments;

/// <summary>Opens the networks of an experiment; those that are to be trained come from the cache or are trained side by side.</summary>
internal static class NetworkStage
{
    /// <summary>In the experiment's order.</summary>
    /// <exception cref="InputException">A folder is wrong, the cache cannot be written, or a network lacks the site.</exception>
    public static OpenedNetwork[] Open(Experiment experiment, SequenceTask task, RunOptions options, CancellationToken stop)
    {
        var opened = new OpenedNetwork[experiment.Networks.Count];
        void OpenOne(int k) => opened[k] = Open(experiment.Networks[k], experiment.Site, task, options, stop);
        void TrainOne(int k)
        {
            try
            {
                OpenOne(k);
            }
            catch (InputException error)
            {
                throw new InputException([.. error.Errors.Select(one => one.Key is null ? one : one with { Key = Key(k, one.Key) })], error);
            }
        }

        ILookup<bool, int> saved = Enumerable.Range(0, opened.Length).ToLookup(k => experiment.Networks[k].Source is SavedNetwork);
        try
        {
            // Stored ones first: what is wrong with them should not wait until the others are trained.
            OpenAll([.. saved[true]], OpenOne);
            int[] trained = [.. saved[false]];
            SideBySide.Run(trained.Length, options.Threads, i => TrainOne(trained[i]));
            return opened;
        }
        catch
        {
            foreach (OpenedNetwork? network in opened)
                network?.Dispose();
            throw;
        }
    }

    // What is wrong with several of them is told at once.
    private static void OpenAll(IReadOnlyList<int> networks, Action<int> open)
    {
        List<InputError> errors = [];
        foreach (int k in networks)
        {
            try
            {
                open(k);
            }
            catch (InputException error)
            {
                errors.AddRange(error.Errors.Select(one => one with { Key = one.Key ?? Key(k, "path") }));
            }
        }
        if (errors.Count > 0)
            throw new InputException(errors);
    }

    private static string Key(int network, string key) => string.Create(CultureInfo.InvariantCulture, $"networks.{network}.{key}");

    private static OpenedNetwork Open(NetworkOptions network, string site, SequenceTask task, RunOptions options, CancellationToken stop)
    {
        switch (network.Source)
        {
            case SavedNetwork saved:
                return WithSite(network, NetworkFolder.Load(saved.FullPath, task.Vocabulary), site, "folder", saved.FullPath);
            case Mas.Experiments.TrainedNetwork trained:
                string job = $"training {network.Name}";
                CachedNetwork cached = new NetworkCache(NetworkCacheFolder.Choose(options.CacheFolder)).Open(
                    task, new NetworkTrainingOptions { Width = trained.Width, Seed = (ulong)trained.Seed, Steps = trained.Steps },
                    state => options.Progress(new RunProgress(job, state.Step, state.Steps, Detail(state))),
                    notice => options.Progress(new RunProgress(job, 0, trained.Steps, notice)), stop);
                options.Progress(RunProgress.Finished(job, Outcome(cached.Trained)));
                return WithSite(network, cached.Network, site, cached.Trained is null ? "cache" : "trained", cached.Folder);
            default:
                throw new InvalidOperationException($"No network source {network.Source.GetType().Name}.");
        }
    }

    private static OpenedNetwork WithSite(NetworkOptions options, Network network, string site, string origin, string folder)
    {
        if (network.FindSite(site) is Site found)
            return new OpenedNetwork(options, network, found, origin, NetworkFolder.Hash(folder));
        string sites = string.Join(", ", network.Sites.Select(one => one.Name));
        network.Dispose();
        throw new InputException($"network '{options.Name}' has no site '{site}'; it has {sites}", key: "site");
    }

    private static string Detail(NetworkTrainingProgress state) => double.IsNaN(state.Accuracy)
        ? "" : string.Create(CultureInfo.InvariantCulture, $"{100 * state.Accuracy:f1} % right");

    private static string Outcome(Mas.Training.NetworkTraining.TrainedNetwork? trained) => trained is null
        ? "from the cache"
        : string.Create(CultureInfo.InvariantCulture, $"{trained.Steps} steps, {100 * trained.TrainedAccuracy:f1} % right");
}
