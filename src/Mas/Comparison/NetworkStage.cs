using Mas.Experiments;
using Mas.Tasks;

namespace Mas.Comparison;

/// <summary>Opens the networks of an experiment; those that are to be trained come from the cache or are trained side by side.</summary>
internal static class NetworkStage
{
    /// <summary>In the experiment's order.</summary>
    /// <exception cref="InputException">A source is wrong, the cache cannot be written, or a network lacks the site.</exception>
    public static OpenedNetwork[] Open(Experiment experiment, RunOptions options, CancellationToken stop)
    {
        Dictionary<TaskSource, SequenceTask> tasks = experiment.Networks.Select(experiment.TaskOf).Distinct()
            .ToDictionary(source => source, source => source.ToTask());
        var opened = new OpenedNetwork[experiment.Networks.Count];

        void OpenOne(int k, int threads)
        {
            NetworkOptions network = experiment.Networks[k];
            TaskSource task = experiment.TaskOf(network);
            RunOptions threaded = options with { Threads = threads };
            try
            {
                opened[k] = new NetworkOpening(network, experiment.SiteOf(network), task, tasks[task], threaded, stop).Open();
            }
            catch (InputException error)
            {
                string? fallback = network.Source.IsStored ? network.Source.Key : null;
                throw new InputException([.. error.Errors.Select(one => Placed(one, k, fallback))], error);
            }
        }

        ILookup<bool, int> saved = Enumerable.Range(0, opened.Length).ToLookup(k => experiment.Networks[k].Source.IsStored);
        try
        {
            // Stored ones first: what is wrong with them should not wait until the others are trained.
            OpenAll(saved[true], k => OpenOne(k, options.Threads));
            // Those of one origin, a network at several sites or its copies, are trained once; the others find it in the cache.
            int[][] alike = [.. saved[false]
                .GroupBy(k => (experiment.Networks[k].Source.Root, tasks[experiment.TaskOf(experiment.Networks[k])].DataKey))
                .Select(group => group.ToArray())];
            int threadsEach = Math.Max(1, options.Threads / Math.Max(1, alike.Length));
            SideBySide.Run(alike.Length, options.Threads, i => Array.ForEach(alike[i], k => OpenOne(k, threadsEach)));
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
    private static void OpenAll(IEnumerable<int> networks, Action<int> open)
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
                errors.AddRange(error.Errors);
            }
        }
        if (errors.Count > 0)
            throw new InputException(errors);
    }

    // A key without a file is one of the network; where there is a file, it is one of that.
    private static InputError Placed(InputError error, int network, string? fallback) =>
        error.Untold == 0 && (error.Key is null || error.File is null) && (error.Key ?? fallback) is string key
        ? error with { Key = Invariant($"networks.{network}.{key}") } : error;
}
