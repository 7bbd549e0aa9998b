using Mas.Alignments;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks;
using Mas.Networks.Recurrent;
using Mas.Results;
using Mas.Tasks;
using Mas.Tensors;
using Mas.Tests.Architecture;
using static TorchSharp.torch;

namespace Mas.Benchmarks.Steps;

/// <summary>experiments/golden-pair.yaml up to the moment before its first step, made by the code that <c>mas run</c> uses.</summary>
internal sealed class StoredPair : IDisposable
{
    private const int StartSequences = 512; // as a run's aligned start
    private readonly OpenedNetwork[] _networks;

    // Validation and test are not measured here, so they are kept small.
    public StoredPair()
    {
        NativeTorch.Load();
        Experiment = ExperimentReader.Read(
            Path.Combine(SourceTree.Root, "experiments", "golden-pair.yaml"), ["alignment.validation=16", "alignment.test=16"]);
        Task = KnownTasks.Named(Experiment.Task.Name)!;
        _networks = [.. Experiment.Networks.Select(Open)];
        Data = new RunData(Experiment, Task, _networks, 1);
    }

    public Experiment Experiment { get; }

    public SequenceTask Task { get; }

    public RunData Data { get; }

    /// <summary>The training interventions, as every seed of the run would use them.</summary>
    public InterchangeData Training => Data.TrainingData;

    public GruNetwork Network(int index) => (GruNetwork)_networks[index].Network;

    /// <summary>[networks]</summary>
    public GruWeights[] Weights => [.. _networks.Select((_, index) => Network(index).Weights)];

    /// <summary>[networks] the training sequences.</summary>
    public TokenRows[] Pools => [.. Data.Pools(Metrics.Train).Select(pool => pool.Rows)];

    /// <summary>Fresh Cayley alignments at the aligned start.</summary>
    public OrthogonalAlignment[] Start()
    {
        using var scope = NewDisposeScope();
        Tensor[] bases = OrthogonalBase.Aligned([.. Data.Pools(Metrics.Train).Select(pool => pool.EligibleLatents(StartSequences))]);
        return [.. bases.Select(start => new CayleyAlignment(start.to_type(ScalarType.Float32), zeros(start.size(0), Data.Mask.Columns)))];
    }

    private OpenedNetwork Open(NetworkOptions options)
    {
        GruNetwork network = NetworkFolder.Load(((SavedNetwork)options.Source).FullPath, Task.Vocabulary);
        return new OpenedNetwork(options, network, network.State, "folder", Hash: "");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Data.Dispose();
        foreach (OpenedNetwork network in _networks)
            network.Dispose();
    }
}
