using System.Globalization;
using Mas.Experiments;
using Mas.Results;
using Mas.Results.Files;
using Mas.Tasks;
using Mas.Tensors;

namespace Mas.Comparison;

/// <summary>Opens the networks of an experiment; those that are to be trained come from the cache or are trained side by side.</summary>
internal static class NetworkStage
{
    /// <summary>In the experiment's order.</summary>
    /// <exception cref="InputException">A folder is wrong, the cache cannot be written, or a network lacks the site.</exception>
    public static OpenedNetwork[] Open(Experiment experiment, RunOptions options, CancellationToken stop)
    {
        Dictionary<TaskSource, SequenceTask> tasks = experiment.Networks.Select(experiment.TaskOf).Distinct().ToDictionary(source => source, source => source.ToTask());
        var opened = new OpenedNetwork[experiment.Networks.Count];
        void OpenOne(int k, int threads)
        {
            TaskSource source = experiment.TaskOf(experiment.Networks[k]);
            opened[k] = new NetworkOpening(experiment.Networks[k], experiment.SiteOf(experiment.Networks[k]), source, tasks[source], options with { Threads = threads }, stop).Open();
        }

        void TrainOne(int k, int threads)
        {
            try
            {
                OpenOne(k, threads);
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
            OpenAll([.. saved[true]], k => OpenOne(k, options.Threads));
            // Those that are one network, at several sites say, are trained once; the others find it in the cache.
            int[][] alike = [.. saved[false].GroupBy(k => (experiment.Networks[k].Source, tasks[experiment.TaskOf(experiment.Networks[k])].DataKey)).Select(group => group.ToArray())];
            int threadsEach = Math.Max(1, options.Threads / Math.Max(1, alike.Length));
            SideBySide.Run(alike.Length, options.Threads, i =>
            {
                foreach (int k in alike[i])
                    TrainOne(k, threadsEach);
            });
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
}
