using Mas.Networks.Copies;
using Mas.Networks.Folders;
using Mas.NetworkTraining;

namespace Mas.Benchmarks.Zoo;

/// <summary>The networks of a zoo, trained or made and opened.</summary>
internal sealed class OpenedZoo : IDisposable
{
    private const double WantedAccuracy = 0.99;
    private const double Rounding = 1e-3; // of the logits of a copy
    private const int CheckedOn = 512;

    /// <summary>Seed of the order of a permuted copy's units.</summary>
    public const int Order = 1;

    private readonly Dictionary<ZooNetwork, OpenedNetwork> _networks = [];

    public OpenedNetwork this[ZooNetwork network] => _networks[network];

    /// <summary>Trains what is not in the cache, and makes the copies.</summary>
    /// <exception cref="RunFailedException">A network has not learned its task, or a copy does something else than its
    /// original.</exception>
    public static OpenedZoo Open(ZooSettings settings, AlgorithmFolders folders, RunOptions options)
    {
        var zoo = new OpenedZoo();
        try
        {
            folders.Make(options.Threads, text => options.Progress(RunProgress.Finished("planting", text)));
            ZooNetwork[] networks = [.. settings.Plan.Networks];
            var opened = new OpenedNetwork[networks.Length];
            // A copy opens its original once more, which by then is in the cache.
            foreach (IGrouping<bool, int> part in Enumerable.Range(0, networks.Length).GroupBy(k => networks[k].Original is not null))
            {
                int[] own = [.. part];
                SideBySide.Run(own.Length, options.Threads, k => opened[own[k]] =
                    Opening(settings, networks[own[k]], Source(networks[own[k]], folders), options with { Threads = 1 }).Open());
            }
            foreach ((ZooNetwork network, OpenedNetwork one) in networks.Zip(opened))
                zoo._networks[network] = one;
            zoo.RequireLearned(settings);
            zoo.RequireSame(options.Progress);
            return zoo;
        }
        catch
        {
            zoo.Dispose();
            throw;
        }
    }

    /// <summary>Units of the state, or of the stream.</summary>
    public static int Width(ZooNetwork network) => network.Architecture == "lstm" ? 2 * ZooSettings.Units : ZooSettings.Units;

    private static NetworkOpening Opening(ZooSettings settings, ZooNetwork network, NetworkSource source, RunOptions options)
    {
        NamedTask task = settings.Task(network);
        var own = new NetworkOptions { Name = network.Name, Source = source, Task = task, Site = network.Site };
        return new(own, network.Site, task, task.ToTask(), options, CancellationToken.None);
    }

    private static NetworkSource Source(ZooNetwork network, AlgorithmFolders folders) => network.Making switch
    {
        Making.Permuted => new CopiedNetwork(network.Origin, Recipe(network), Order, NullUnits: 0),
        Making.NullUnits => new CopiedNetwork(network.Origin, Recipe(network), Permute: null, ZooSettings.Units),
        Making.Written or Making.Planted => new SavedNetwork(folders.Of(network), folders.Of(network)),
        _ => Recipe(network),
    };

    private static NetworkToTrain Recipe(ZooNetwork network) => new(
        network.Architecture, Width(network), null, network.Seed, network.Making == Making.Untrained ? 0 : null);

    private void RequireLearned(ZooSettings settings)
    {
        foreach ((ZooNetwork network, OpenedNetwork one) in _networks.Where(entry => entry.Key.Making is Making.Trained or Making.Written
            || (entry.Key.Making == Making.Planted && settings.RequiresPlanted)))
        {
            using var pool = new RecordedPool(one.Network, one.Site, Sequences(one));
            if (pool.Accuracy(_ => true) is double accuracy && accuracy < WantedAccuracy)
                throw new RunFailedException($"the zoo's network {network.Name} gets {100 * accuracy:f1} % of natural sequences right, "
                    + $"and {100 * WantedAccuracy:f0} % are wanted; train it longer");
        }
    }

    // That a copy behaves as its original is a premise that can be tested.
    private void RequireSame(Action<RunProgress> progress)
    {
        double largest = _networks.Where(entry => entry.Key.Original is not null)
            .Max(entry => Difference(this[entry.Key.Original!], entry.Value));
        progress(RunProgress.Finished("copies", $"their logits differ from those of their originals by at most {largest:g2}"));
    }

    private static double Difference(OpenedNetwork original, OpenedNetwork copy)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        SequencePool sequences = Sequences(copy);
        double difference = (Logits(original, sequences) - Logits(copy, sequences)).abs().max().item<float>();
        return difference <= Rounding ? difference
            : throw new RunFailedException($"the copy {copy.Name} gives logits that differ by {difference:g2} from those of "
                + $"{original.Name}, which is more than rounding");
    }

    private static Tensor Logits(OpenedNetwork network, SequencePool sequences)
    {
        using RunnableActivity recording = network.Network.Record(sequences.Rows, network.Site);
        return recording.Logits([.. Enumerable.Range(0, sequences.Count)
            .SelectMany(q => Enumerable.Range(sequences.Rows.Offsets[q], sequences.Length(q) - 1))]);
    }

    private static SequencePool Sequences(OpenedNetwork network) =>
        new(network.SequenceTask, ZooSettings.Seed, Metrics.Validation, CheckedOn);

    public void Dispose()
    {
        foreach (OpenedNetwork network in _networks.Values)
            network.Dispose();
    }
}
