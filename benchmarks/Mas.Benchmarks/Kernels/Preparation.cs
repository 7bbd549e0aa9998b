using BenchmarkDotNet.Attributes;
using Mas.Networks.Recurrent;

namespace Mas.Benchmarks.Kernels;

/// <summary>What a run does before its first step: draw interventions, record a network over a pool.</summary>
public class Preparation // not sealed: BenchmarkDotNet refuses a sealed one
{
    private const int Interventions = 10_000;
    private StoredNetworks? _pair;
    private RecordedPool? _source, _target;
    private InterventionKey? _key;

    [GlobalSetup]
    public void Prepare()
    {
        _pair = StoredNetworks.Pair();
        IReadOnlyList<RecordedPool> pools = _pair.Data.Pools(Metrics.Train);
        (_source, _target) = (pools[0], pools[1]);
        _key = new InterventionKey((ulong)_pair.Experiment.Seed, Metrics.Train, 0, 1, [_pair.Exchange]);
    }

    /// <summary>One direction's training interventions.</summary>
    [Benchmark]
    public object Sample() =>
        new InterventionSampler(_key!, _source!.Sequences, _source.Right, _target!.Sequences, _target.Right).Make(0, Interventions);

    /// <summary>One network over the training pool, and which sequences it gets right.</summary>
    [Benchmark]
    public int Record()
    {
        RecurrentNetwork network = _pair!.Network(0);
        using var pool = new RecordedPool(network, network.State, _source!.Sequences);
        return pool.Right.Length;
    }

    [GlobalCleanup]
    public void CleanUp() => _pair?.Dispose();
}
