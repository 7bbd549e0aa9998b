using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Mas.Alignments;
using Mas.Evaluation;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks;
using Mas.Results.Records;
using Mas.Tasks;

namespace Mas.Comparison;

/// <summary>The data of a run, shared by all methods, sizes and alignment seeds: natural activity of every network for each split, and the
/// interventions of every direction.</summary>
internal sealed class RunData : IDisposable
{
    /// <summary>Training sequences that the aligned start and the check of scale look at (method.md section 3).</summary>
    public const int StartSequences = 512;

    // Some 50 000 positions to draw from either way; memory and time grow with them, not with the interventions. Far fewer
    // positions than interventions would leave the interventions much less independent than their number says.
    private const int LargestPool = 2_048, LargestPoolOfSinglePositions = 50_000;

    public static readonly IReadOnlyList<string> Splits = [Metrics.Train, Metrics.Validation, Metrics.Test];

    private readonly Experiment _experiment;
    private readonly int _threads;
    private readonly Dictionary<string, SequencePool[]> _sequences; // by split, [networks]
    private readonly Dictionary<string, RecordedPool[]> _pools;
    private readonly ConcurrentDictionary<InterventionStream, IReadOnlyList<Intervention>> _drawn;
    private readonly ConcurrentDictionary<(InterventionStream Stream, int Count), KeptContinuations> _continuations = new();
    private bool _isGivenUp;

    /// <param name="recordsTraining">Whether natural activity of training is wanted, beside its sequences.</param>
    public RunData(Experiment experiment, IReadOnlyList<OpenedNetwork> networks, int threads, bool recordsTraining = true)
    {
        (_experiment, _threads, Networks) = (experiment, threads, networks);
        (_sequences, _pools, _drawn) = ([], [], new());
        AlignmentOptions alignment = experiment.Alignment;
        foreach ((string split, int count) in Splits.Zip([alignment.Train, alignment.Validation, alignment.Test]))
        {
            _sequences[split] = Sequences(experiment, networks, split, count);
            if (recordsTraining || split != Metrics.Train)
                _pools[split] = Record(_sequences[split]);
        }
        Streams = new RouteStreams(experiment, _sequences[Metrics.Train]);
        foreach (int k in NullSources())
            foreach (RecordedPool[] pools in _pools.Values)
                using (RecordedPool right = pools[k])
                    pools[k] = right.UsingAll();
        Controls = new ControlData(experiment, this, threads);
    }

    private RunData(RunData whole, Dictionary<string, RecordedPool[]> pools)
    {
        (_experiment, _threads, Networks) = (whole._experiment, whole._threads, whole.Networks);
        (_sequences, _pools, _drawn, Streams, Controls) = (whole._sequences, pools, whole._drawn, whole.Streams, whole.Controls);
    }

    // One network by itself over the same sequences: with what a causal model says of them, or at another site.
    private RunData(
        OpenedNetwork alone, Experiment experiment, IReadOnlyDictionary<string, SequencePool> sequences,
        Func<string, SequencePool, RecordedPool> pool)
    {
        (_experiment, _threads, Networks, _drawn) = (experiment, 1, [alone], new());
        _sequences = sequences.ToDictionary(split => split.Key, split => (SequencePool[])[split.Value]);
        _pools = sequences.ToDictionary(split => split.Key, split => (RecordedPool[])[pool(split.Key, split.Value)]);
        Streams = new RouteStreams(experiment, _sequences[Metrics.Train]);
        Controls = new ControlData(experiment, this, _threads);
    }

    // Networks that have not learned, and that nothing is written into: null controls, which need not get anything right.
    private int[] NullSources()
    {
        int[] unlearned = [.. Enumerable.Range(0, Networks.Count).Where(k =>
            Networks[k].Options.Insist && !NetworkCheck.HasLearned(Networks[k], _pools[Metrics.Test][k]))];
        return unlearned.Length == 0 ? unlearned : [.. unlearned.Except(Setups()
            .SelectMany(setup => setup.Trained.Concat(setup.Tested)).Select(route => route.Target))];
    }

    private RecordedPool[] Record(SequencePool[] sequences)
    {
        var pools = new RecordedPool[sequences.Length];
        SideBySide.Run(pools.Length, _threads, k =>
            pools[k] = new RecordedPool(Networks[k].Network, Networks[k].Site, sequences[k], Networks[k].IsUntrained));
        return pools;
    }

    /// <summary>[networks] the sequences of a split for so many interventions; networks on one task have the same.</summary>
    public static SequencePool[] Sequences(Experiment experiment, IReadOnlyList<OpenedNetwork> networks, string split, int interventions)
    {
        SequencePool Draw(SequenceTask task) =>
            new(task, (ulong)experiment.Seed, split, CountOf(task, interventions));

        Dictionary<TaskSource, SequencePool> pools = networks.DistinctBy(network => network.Task)
            .ToDictionary(network => network.Task, network => Draw(network.SequenceTask));
        return [.. networks.Select(network => pools[network.Task])];
    }

    /// <summary>How many sequences are drawn for so many interventions.</summary>
    public static int CountOf(SequenceTask task, int interventions) =>
        task.Listed?.Count ?? (int)Math.Clamp(2L * interventions, StartSequences, LargestPoolOf(task));

    /// <summary>The most sequences that are drawn for a split.</summary>
    public static int LargestPoolOf(SequenceTask task) => task.FeatureWidth > 0 ? LargestPoolOfSinglePositions : LargestPool;

    /// <summary>Of all data.</summary>
    public ulong Seed => (ulong)_experiment.Seed;

    /// <summary>In the experiment's order.</summary>
    public IReadOnlyList<OpenedNetwork> Networks { get; }

    /// <summary>The methods and sizes of the experiment.</summary>
    public IReadOnlyList<AlignmentCase> Cases => AlignmentCase.Of(_experiment, [.. Networks.Select(network => network.Site.Width)]);

    /// <summary>Where the networks are; alignments and masks are made beside them.</summary>
    public Device Device => Networks[0].Network.Device.In(ScalarType.Float32);

    /// <summary>What each method and size exchanges.</summary>
    public IEnumerable<CaseSetup> Setups() => Cases.Select(variant => new CaseSetup(_experiment, variant, this));

    /// <summary>What the controls need beside the test interventions.</summary>
    public ControlData Controls { get; }

    /// <summary>Whether a network is exchanged at an input site.</summary>
    public bool IsInputSite(int network) => Networks[network].Network.CanBeRun
        && InputSite.Is(_pools[Metrics.Train][network], _experiment.Alignment.Scheme, StartSequences);

    /// <summary>[networks] natural activity of a split.</summary>
    public IReadOnlyList<RecordedPool> Pools(string split) => _pools[split];

    /// <summary>A network's natural latents at eligible positions of the first training sequences, [rows, width].</summary>
    public Tensor NaturalLatents(int network) => Pools(Metrics.Train)[network].EligibleLatents(StartSequences);

    /// <summary>The same as an alignment function sees them: normalised where the design asks for it.</summary>
    /// <param name="latents">Other latents of the network, for them to be normalised in the same way.</param>
    public Tensor NormalisedLatents(AlignmentDesign design, int network, Tensor? latents = null)
    {
        using var scope = NewDisposeScope();
        Tensor natural = NaturalLatents(network), wanted = latents ?? natural;
        return (AlignmentFactory.Normalisation(design, natural)?.Apply(wanted) ?? wanted.alias()).MoveToOuterDisposeScope();
    }

    /// <summary>Whether the networks can be shown the same sequences.</summary>
    public bool SharesSequences => _sequences[Metrics.Train].All(sequences =>
        Correspondence.IsPositionwise(sequences, _sequences[Metrics.Train][0]));

    /// <summary>Whether the network takes part under several causal models.</summary>
    public bool AsksSeveralModels(OpenedNetwork network) => Networks.Any(other => other != network && other.Hash == network.Hash
        && other.Site.Name == network.Site.Name && other.Task.Unasked == network.Task.Unasked
        && other.Task.CausalModel != network.Task.CausalModel);

    /// <summary>Whether the network's alignment is that of the run that is extended.</summary>
    public bool IsFrozen(OpenedNetwork network) => _experiment.Alignment.Extend is { } run && run.Networks.Contains(network.Name);

    /// <summary>Which interventions each route draws.</summary>
    public RouteStreams Streams { get; }

    /// <summary>The stream of a route's interventions.</summary>
    /// <param name="counterfactual">The target's counterfactual latents, where they are to be looked up.</param>
    public InterventionSampler Sampler(
        string split, Route route, IReadOnlyList<VariableExchange> exchanges, CounterfactualLatents? counterfactual = null) =>
        Sampler(Streams.Key(split, route, exchanges), counterfactual);

    private InterventionSampler Sampler(InterventionKey key, CounterfactualLatents? counterfactual = null)
    {
        RecordedPool source = _pools[key.Split][key.SourceNetwork], target = _pools[key.Split][key.TargetNetwork];
        return new InterventionSampler(
            key, source.Sequences, source.Usable, target.Sequences, target.Usable,
            counterfactual is null ? null : (target, counterfactual))
        {
            Longest = Networks[key.TargetNetwork].Network.LongestSequence ?? int.MaxValue,
        };
    }

    /// <summary>[routes] the first interventions of their streams, drawn once for all methods and sizes.</summary>
    public IReadOnlyList<Intervention>[] Draw(
        string split, IReadOnlyList<Route> routes, Func<Route, IReadOnlyList<VariableExchange>> exchanges, int count) =>
        Drawn(split, routes, exchanges, (route, exchanged) => Sampler(split, route, exchanged).Make(0, count));

    /// <summary>[routes] the first interventions of a side set of the test; none for a route that has no such intervention.</summary>
    /// <param name="side">One of <see cref="CaseSetup.Sides"/>.</param>
    public IReadOnlyList<Intervention>[] DrawSide(
        string side, IReadOnlyList<Route> routes, Func<Route, IReadOnlyList<VariableExchange>> exchanges, int count) =>
        Drawn(side, routes, exchanges, (route, exchanged) =>
            RouteStreams.SideKey(side, Streams.Key(Metrics.Test, route, exchanged)) is { } key ? Sampler(key).FirstOrNone(count) : []);

    private IReadOnlyList<Intervention>[] Drawn(
        string set, IReadOnlyList<Route> routes, Func<Route, IReadOnlyList<VariableExchange>> exchanges,
        Func<Route, IReadOnlyList<VariableExchange>, Intervention[]> make)
    {
        var drawn = new IReadOnlyList<Intervention>[routes.Count];
        SideBySide.Run(routes.Count, _threads, r =>
        {
            IReadOnlyList<VariableExchange> exchanged = exchanges(routes[r]);
            drawn[r] = _drawn.GetOrAdd(Stream(set, routes[r], exchanged), _ => make(routes[r], exchanged));
        });
        return drawn;
    }

    /// <summary>What is kept of the continuations of a route's interventions; null where nothing is run below the target's site, or none is
    /// fed.</summary>
    /// <param name="interventions">The first ones of that stream.</param>
    public KeptContinuations? Continuations(
        string split, Route route, IReadOnlyList<VariableExchange> exchanges, IReadOnlyList<Intervention> interventions)
    {
        RecordedPool target = _pools[split][route.Target];
        if (target.Activity.Continuations is null || _experiment.Alignment.Score == ScoredPredictions.First)
            return null;
        // Every route of a run may keep as much as any other, whatever is trained first.
        long most = KeptContinuations.MostBytes / (Splits.Count * Networks.Count * Networks.Count * _experiment.Alignment.Variables.Count);
        return _continuations.GetOrAdd(
            (Stream(split, route, exchanges), interventions.Count),
            _ => new KeptContinuations(target.Activity, target.Rows, interventions, most));
    }

    /// <summary>The same data with activity of validation and test at those positions only that interventions look at. This one is
    /// given up on the way, network by network, so that memory never holds both: it can only be disposed of afterwards.</summary>
    public RunData OnlyLookedAt()
    {
        Controls.Prepare();
        var looked = _pools.Where(pools => pools.Key != Metrics.Train)
            .ToDictionary(pools => pools.Key, pools => new LookedAtPositions(pools.Value));
        foreach (CaseSetup variant in Setups())
        {
            looked[Metrics.Validation].Add(variant.Trained, variant.DrawValidation());
            foreach (IReadOnlyList<Intervention>[] tested in variant.DrawSides().Values.Prepend(variant.DrawTested()))
                looked[Metrics.Test].Add(variant.Tested, tested);
        }
        _isGivenUp = true;
        return new RunData(this, _pools.ToDictionary(pools => pools.Key, pools => pools.Value.Select(
            (pool, k) => Narrowed(pool, looked.GetValueOrDefault(pools.Key)?.Of(k))).ToArray()));

        static RecordedPool Narrowed(RecordedPool whole, int[]? positions)
        {
            using (whole)
                return whole.Only(positions);
        }
    }

    /// <summary>By split: the run's sequences of a network, under the task of another that asks for another causal model.</summary>
    public Dictionary<string, SequencePool> SequencesUnder(SequenceTask task, int network) => Splits.ToDictionary(
        split => split, split => new SequencePool(task, (ulong)_experiment.Seed, split, _sequences[split][network].Count));

    /// <summary>One network by itself under a causal model, over the same activity in the same memory; either may end before the
    /// other.</summary>
    /// <param name="asked">The network with the task of that causal model.</param>
    /// <param name="experiment">That of this network alone.</param>
    /// <param name="sequences">As of <see cref="SequencesUnder"/>.</param>
    public RunData Asking(
        int network, OpenedNetwork asked, Experiment experiment, IReadOnlyDictionary<string, SequencePool> sequences) =>
        new(asked, experiment, sequences, (split, own) => _pools[split][network].Asking(own));

    /// <summary>One network by itself at another of its sites, over the same sequences: its activity there is recorded.</summary>
    public RunData At(int network, Site site)
    {
        OpenedNetwork alone = Networks[network] with { Site = site };
        return new(alone, _experiment, Splits.ToDictionary(split => split, split => _sequences[split][network]),
            (_, own) => new RecordedPool(alone.Network, site, own, alone.IsUntrained));
    }

    /// <summary>SHA-256 over all sequences and all kept interventions; those of training follow from the sequences and the seed.</summary>
    public string Hash()
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(BitConverter.GetBytes(_experiment.Seed));
        foreach (TokenRows rows in Splits.SelectMany(split => _sequences[split]).Select(sequences => sequences.Rows).Distinct())
        {
            hash.AppendData(MemoryMarshal.AsBytes<int>(rows.Tokens));
            hash.AppendData(MemoryMarshal.AsBytes<float>(rows.Features));
            hash.AppendData(MemoryMarshal.AsBytes<char>(rows.Stimuli?.Hash));
        }
        foreach (InterventionStream stream in _drawn.Keys.OrderBy(stream => stream.ToString(), StringComparer.Ordinal))
        {
            foreach (Intervention one in _drawn[stream])
            {
                IEnumerable<int> donors = one.Donors.SelectMany(donor => (int[])[donor.Subspace, donor.Sequence, donor.Position]);
                hash.AppendData(MemoryMarshal.AsBytes<int>([.. donors, one.TargetSequence, one.FirstPosition, one.TargetPosition]));
                hash.AppendData(MemoryMarshal.AsBytes<int>(one.Continuation));
                hash.AppendData(MemoryMarshal.AsBytes<int>(one.Labels));
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose()
    {
        foreach (KeptContinuations kept in _continuations.Values)
            kept.Dispose();
        foreach (RecordedPool pool in _pools.Values.SelectMany(pools => pools))
            pool.Dispose();
        if (!_isGivenUp)
            Controls.Dispose();
    }

    private static InterventionStream Stream(string set, Route route, IReadOnlyList<VariableExchange> exchanges) =>
        new(set, route.Source, route.Target, string.Join('+', exchanges.Select(exchange =>
            $"{exchange.Subspace}:{exchange.Label}{(exchange.Scrambled is null ? "" : ", scrambled")}")));

    // The set is a split, or a side set of the test.
    private sealed record InterventionStream(string Set, int Source, int Target, string Exchanges);
}
