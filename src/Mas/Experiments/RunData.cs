using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Mas.Evaluation;
using Mas.Interchange;
using Mas.Masks;
using Mas.Results;
using Mas.Tasks;
using Mas.Tensors;
using Mas.Training;

namespace Mas.Experiments;

/// <summary>
/// The data of a run, shared by all alignment seeds: natural activity of every network for each split, and the
/// interventions of every direction.
/// </summary>
public sealed class RunData : IDisposable
{
    /// <summary>Training sequences that the aligned start and the check of scale look at (method.md section 3).</summary>
    public const int StartSequences = 512;

    private const int SmallestPool = StartSequences;
    private const int LargestPool = 2_048; // 45 000 positions to draw from; memory and time grow with it, not with the interventions

    private readonly Dictionary<string, RecordedPool[]> _pools = [];

    /// <param name="experiment">What is compared.</param>
    /// <param name="task">The networks' task.</param>
    /// <param name="networks">In the experiment's order.</param>
    /// <param name="threads">Threads at most.</param>
    public RunData(Experiment experiment, SequenceTask task, IReadOnlyList<OpenedNetwork> networks, int threads)
    {
        AlignmentOptions alignment = experiment.Alignment;
        int smallest = networks.Min(network => network.Site.Width);
        Mask = new SwapMask([alignment.Size ?? smallest], smallest);
        Exchange = VariableExchange.Between(task, task, alignment.Variables[0], alignment.Variables[0]);
        foreach ((string split, int count) in new[] { (Metrics.Train, alignment.Train), (Metrics.Validation, alignment.Validation), (Metrics.Test, alignment.Test) })
        {
            var sequences = new SequencePool(task, (ulong)experiment.Seed, split, (int)Math.Clamp(2L * count, SmallestPool, LargestPool));
            var pools = new RecordedPool[networks.Count];
            SideBySide.Run(pools.Length, threads, k => pools[k] = new RecordedPool(networks[k].Network, networks[k].Site, sequences));
            _pools[split] = pools;
        }
        string[] names = [.. networks.Select(network => network.Name)];
        Trained = [.. alignment.Directions.Select(direction => (Array.IndexOf(names, direction.Source), Array.IndexOf(names, direction.Target)))];
        Route[] trained = [.. Trained.Select(direction => new Route(direction.Source, direction.Target, Mask.Blocks[0]))];
        Route[] all = [.. Methods.AllDirections(networks.Count).Select(direction => new Route(direction.Source, direction.Target, Mask.Blocks[0]))];
        TrainingData = Data(experiment, Metrics.Train, trained, alignment.Train, threads);
        ValidationData = Data(experiment, Metrics.Validation, trained, alignment.Validation, threads);
        Test = new TestSet(_pools[Metrics.Test], all, Interventions(experiment, Metrics.Test, all, alignment.Test, threads),
            [.. experiment.Evaluation.Controls.Select(ControlNames.Of)], (ulong)experiment.Seed);
    }

    /// <summary>The blocks that are swapped.</summary>
    public SwapMask Mask { get; }

    /// <summary>What is exchanged.</summary>
    public VariableExchange Exchange { get; }

    /// <summary>Directions that carry the loss.</summary>
    public IReadOnlyList<(int Source, int Target)> Trained { get; }

    /// <summary>Training interventions of the trained directions.</summary>
    public InterchangeData TrainingData { get; }

    /// <summary>Validation interventions of the trained directions.</summary>
    public InterchangeData ValidationData { get; }

    /// <summary>Test interventions of every direction, with the controls.</summary>
    public TestSet Test { get; }

    /// <summary>[networks] natural activity of a split.</summary>
    public IReadOnlyList<RecordedPool> Pools(string split) => _pools[split];

    /// <summary>SHA-256 over every sequence and every intervention.</summary>
    public string Hash()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string split in (string[])[Metrics.Train, Metrics.Validation, Metrics.Test])
            hash.AppendData(MemoryMarshal.AsBytes<int>(_pools[split][0].Rows.Tokens));
        foreach (Intervention one in TrainingData.Interventions.Concat(ValidationData.Interventions).Concat(Test.Interventions).SelectMany(list => list))
        {
            hash.AppendData(MemoryMarshal.AsBytes<int>([one.SourceSequence, one.SourcePosition, one.TargetSequence, one.TargetPosition]));
            hash.AppendData(MemoryMarshal.AsBytes<int>(one.Continuation));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private InterchangeData Data(Experiment experiment, string split, Route[] routes, int count, int threads) => new(
        [.. _pools[split].Select(pool => pool.Recording)], [.. _pools[split].Select(pool => pool.Rows)],
        routes, Interventions(experiment, split, routes, count, threads));

    private IReadOnlyList<Intervention>[] Interventions(Experiment experiment, string split, Route[] routes, int count, int threads)
    {
        RecordedPool[] pools = _pools[split];
        var made = new IReadOnlyList<Intervention>[routes.Length];
        SideBySide.Run(routes.Length, threads, r =>
        {
            RecordedPool source = pools[routes[r].Source], target = pools[routes[r].Target];
            var key = new InterventionKey((ulong)experiment.Seed, split, routes[r].Source, routes[r].Target, Exchange);
            made[r] = new InterventionSampler(key, source.Sequences, source.Right, target.Sequences, target.Right).Make(0, count);
        });
        return made;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        TrainingData.Dispose();
        ValidationData.Dispose();
        Test.Dispose();
        foreach (RecordedPool pool in _pools.Values.SelectMany(pools => pools))
            pool.Dispose();
    }
}

/// <summary>The fixed words of the controls.</summary>
internal static class ControlNames
{
    public static string Of(Control control) => control switch
    {
        Control.NoSwap => Metrics.NoSwap,
        Control.Identity => Metrics.Identity,
        Control.RandomOrthogonal => Metrics.RandomOrthogonal,
        _ => Metrics.Shuffled,
    };
}
