using Mas.Masks;
using Mas.Networks.Recurrent;
using Mas.NetworkTraining;
using Mas.Tasks;

namespace Mas.Benchmarks.Steps;

/// <summary>experiments/golden-pair.yaml up to the moment before its first step: what <c>mas run</c> does, from the same parts.</summary>
internal sealed class StoredNetworks : IDisposable
{
    private readonly OpenedNetwork[] _networks;
    private readonly AlignmentCase _case;

    private StoredNetworks(Experiment experiment)
    {
        NativeTorch.Load();
        Experiment = experiment;
        Task = experiment.Task!.ToTask();
        _networks = [.. experiment.Networks.Select(Open)];
        _case = AlignmentCase.Of(experiment, Widths)[0];
        Data = new RunData(experiment, _networks, 1);
        Exchange = VariableExchange.Between(Task, Task, "full", "full");
        Training = ToData(Metrics.Train, route => new LazyInterventions(Sampler(Metrics.Train, route), experiment.Alignment.Train));
        Validation = ToData(Metrics.Validation, route => Sampler(Metrics.Validation, route).Make(0, experiment.Alignment.Validation));
    }

    public Experiment Experiment { get; }

    public SequenceTask Task { get; }

    public RunData Data { get; }

    public VariableExchange Exchange { get; }

    /// <summary>The training interventions, as every seed of the run would use them.</summary>
    public InterchangeData Training { get; }

    public InterchangeData Validation { get; }

    /// <summary>Dimensions that are swapped.</summary>
    public int Size => _case.Sizes[0];

    /// <summary>[networks]</summary>
    public RecurrentWeights[] Weights => [.. _networks.Select((_, index) => Network(index).Weights)];

    private int[] Widths => [.. _networks.Select(network => network.Site.Width)];

    /// <summary>The two networks of the experiment.</summary>
    public static StoredNetworks Pair() => new(Read());

    /// <summary>The first of them under so many names; each is opened, recorded and aligned as a network of its own.</summary>
    public static StoredNetworks Copies(int count)
    {
        Experiment pair = Read();
        return new(pair with { Networks = [.. Enumerable.Range(0, count).Select(k => pair.Networks[0] with { Name = $"copy-{k}" })] });
    }

    /// <summary>So many GRUs of a width as they are before training: how long a step takes does not depend on what they know.</summary>
    public static StoredNetworks Untrained(int count, int width) => new(Read() with
    {
        Networks = [.. Enumerable.Range(0, count).Select(k =>
            new NetworkOptions { Name = $"untrained-{k}", Source = new NetworkToTrain("gru", width, null, k + 1, 0) })],
    });

    public RecurrentNetwork Network(int index) => (RecurrentNetwork)_networks[index].Network;

    /// <summary>Fresh Cayley alignments at the aligned start.</summary>
    public LearnedMaps Start()
    {
        using var scope = NewDisposeScope();
        return new LearnedMaps(
            [.. OrthogonalBase.Aligned([.. Data.Pools(Metrics.Train).Select(pool => pool.EligibleLatents(RunData.StartSequences))])
                .Select(start => new CayleyAlignment(start.to_type(ScalarType.Float32), zeros(start.size(0), Size)))],
            new FixedMask([Size], Widths));
    }

    // Validation and test are not measured here, so they are kept small.
    private static Experiment Read() => ExperimentRunner.Read(
        Path.Combine(SourceTree.Root, "experiments", "golden-pair.yaml"), ["alignment.validation=16", "alignment.test=16"]);

    private InterventionSampler Sampler(string split, Route route) => Data.Sampler(split, route, [Exchange]);

    private InterchangeData ToData(string split, Func<Route, IReadOnlyList<Intervention>> interventions)
    {
        Route[] routes = [.. _case.Method.Trained.Select(direction => new Route(direction.Source, direction.Target))];
        IReadOnlyList<RecordedPool> pools = Data.Pools(split);
        return new(
            [.. pools.Select(pool => pool.Activity)], [.. pools.Select(pool => pool.Rows)], routes, [.. routes.Select(interventions)]);
    }

    private OpenedNetwork Open(NetworkOptions options)
    {
        OpenedSource opened = options.Source.Open(new NetworkRequest { Name = options.Name, Task = Task });
        return new OpenedNetwork(options, opened, ((RecurrentNetwork)opened.Network).State, Experiment.TaskOf(options), Task);
    }

    public void Dispose()
    {
        Data.Dispose();
        foreach (OpenedNetwork network in _networks)
            network.Dispose();
    }
}
