using Mas.Comparison;
using Mas.Comparison.Costs;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks.Called;
using Mas.Tasks;

namespace Mas.Runs;

/// <summary>Times the networks of an experiment that can only be called, which opens them.</summary>
internal static class MeasuredCalls
{
    private const int Sequences = 512;

    /// <summary>[networks] null where arithmetic tells, or where nothing can be measured.</summary>
    /// <exception cref="InputException">A network is wrong.</exception>
    public static IReadOnlyList<CalledTiming?> Of(RunShape shape, RunOptions options) =>
    [
        .. shape.Networks.Select(network =>
            network.Cost.RunsWhole && options.Device.IsHost ? Of(network, shape.Experiment, options) : null),
    ];

    private static CalledTiming? Of(NetworkShape network, Experiment experiment, RunOptions options)
    {
        try
        {
            NativeTorch.Load();
        }
        catch (NativeTorchException)
        {
            return null; // a dry run works without libtorch, and says what it does not know
        }
        using OpenedNetwork opened = new NetworkOpening(network.Options, network.Site.Name, experiment.TaskOf(network.Options),
            network.Task, options with { Threads = 1 }, CancellationToken.None).Open();
        if (opened.Network is not CalledNetwork called)
            return null;
        try
        {
            return CalledTiming.Of(called, opened.Site, Rows(network.Task, (ulong)experiment.Seed, experiment.Alignment));
        }
        catch (InputException)
        {
            return null; // where it takes no sequences such as these, the run tells so with its place
        }
    }

    /// <summary>Sequences such as interventions run: the beginning of one up to a place that is overwritten, and what follows such a place
    /// in another, up to the last prediction that is scored.</summary>
    internal static TokenRows Rows(SequenceTask task, ulong seed, AlignmentOptions alignment)
    {
        var random = new SeededRandom(seed);
        var pool = new SequencePool(task, seed, "costs", Sequences);
        bool isCut = alignment.Score == ScoredPredictions.First;
        (int Sequence, int Position)[] places = [.. Enumerable.Range(0, pool.Count)
            .SelectMany(q => pool.Eligible(q).ToArray().Select(position => (q, position)))
            .Where(place => !isCut || pool.TaskTokens(place.q)[place.position + 1])];
        if (places.Length == 0 || task.FeatureWidth > 0)
            return pool.Rows;
        var rows = new int[Sequences][];
        for (int i = 0; i < rows.Length; i++)
        {
            (int into, int at) = places[random.Next(places.Length)];
            (int from, int after) = places[random.Next(places.Length)];
            int end = isCut ? 0 : Math.Max(after + 1, pool.TaskTokens(from).LastIndexOf(true));
            rows[i] = [.. pool.Tokens(into)[..(at + 1)], .. isCut ? [] : pool.Tokens(from)[(after + 1)..end]];
        }
        return TokenRows.From(rows) with { Stimuli = task.Stimuli };
    }
}
