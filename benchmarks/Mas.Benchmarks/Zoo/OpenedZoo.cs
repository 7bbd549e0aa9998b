using Mas.Networks.Copies;
using Mas.NetworkTraining;

namespace Mas.Benchmarks.Zoo;

/// <summary>The networks of a zoo, trained or made and opened.</summary>
internal sealed class OpenedZoo : IDisposable
{
    private const double WantedAccuracy = 0.99;
    private const double Rounding = 1e-3; // of the logits of a copy
    private const int CheckedOn = 512;

    private readonly Dictionary<ZooNetwork, OpenedNetwork> _networks = [];

    public OpenedNetwork this[ZooNetwork network] => _networks[network];

    /// <summary>Trains what is not in the cache, and makes the copies.</summary>
    /// <exception cref="RunFailedException">A network has not learned its task, or a copy does something else than its
    /// original.</exception>
    public static OpenedZoo Open(ZooSettings settings, RunOptions options)
    {
        var zoo = new OpenedZoo();
        try
        {
            ZooNetwork[] made = [.. settings.Plan.Networks.Where(network => !network.IsCopy)];
            var opened = new OpenedNetwork[made.Length];
            SideBySide.Run(made.Length, options.Threads,
                k => opened[k] = Opening(settings, made[k], Recipe(made[k]), options with { Threads = 1 }).Open());
            foreach ((ZooNetwork network, OpenedNetwork one) in made.Zip(opened))
                zoo._networks[network] = one;
            foreach (ZooNetwork copy in settings.Plan.Copies)
                zoo._networks[copy] = Opening(settings, copy, Copy(copy), options).Open();
            zoo.RequireLearned();
            zoo.RequireSame(options.Progress);
            return zoo;
        }
        catch
        {
            zoo.Dispose();
            throw;
        }
    }

    private static NetworkOpening Opening(ZooSettings settings, ZooNetwork network, NetworkSource source, RunOptions options)
    {
        // Fresh weights know no task; that of the network which they are compared with stands in the pair.
        NamedTask task = settings.Task(network.Task.Length > 0 ? network.Task : settings.Plan.Tasks[0]);
        string site = network.Architecture == "transformer" ? "layer.1" : "state";
        var own = new NetworkOptions { Name = network.Name, Source = source, Task = task, Site = site };
        return new(own, site, task, task.ToTask(), options, CancellationToken.None);
    }

    private static NetworkToTrain Recipe(ZooNetwork network) => new(
        network.Architecture, network.Architecture == "lstm" ? 2 * ZooSettings.Units : ZooSettings.Units, null, network.Seed,
        network.Making == Making.Untrained ? 0 : null);

    private static CopiedNetwork Copy(ZooNetwork copy)
    {
        ulong seed = SeededRandom.Derive(ZooSettings.Seed, copy.Name);
        return copy.Making == Making.Permuted
            ? new CopiedNetwork(copy.Origin, Recipe(copy), seed, NullUnits: 0)
            : new CopiedNetwork(copy.Origin, Recipe(copy), Permute: null, ZooSettings.Units) { NullSeed = seed };
    }

    private void RequireLearned()
    {
        foreach ((ZooNetwork network, OpenedNetwork one) in _networks.Where(entry => entry.Key.Making == Making.Trained))
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
        double largest = _networks.Where(entry => entry.Key.IsCopy)
            .Max(entry => Difference(this[entry.Key with { Making = Making.Trained }], entry.Value));
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
