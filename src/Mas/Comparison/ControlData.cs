using Mas.Evaluation;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks;
using Mas.Results.Records;

namespace Mas.Comparison;

/// <summary>What the controls of a run need beside its test interventions, each made once for all methods, sizes and seeds, when it is
/// first asked for.</summary>
internal sealed class ControlData(Experiment experiment, RunData data, int threads) : IDisposable
{
    private readonly Dictionary<int, FullExchange?> _full = [];
    private readonly Dictionary<IReadOnlyList<Intervention>, RouteOutcome> _replayed = new(ReferenceEqualityComparer.Instance);
    private readonly List<string> _impossible = [];
    private IReadOnlyList<ReplacedSources>? _replaced;
    private IReadOnlyList<NullSpace?>? _nullSpaces;

    /// <summary>Controls that could not be made, one sentence each.</summary>
    public IReadOnlyList<string> Impossible => _impossible;

    /// <summary>Networks that are intervened on, with what the exchange of the whole latent within each gives; empty where the control is
    /// not asked for.</summary>
    public IReadOnlyList<(int Network, FullExchange Found)> FullExchanges => Asks(Control.FullExchange)
        ? [.. from target in data.Setups().SelectMany(setup => setup.Tested).Select(route => route.Target).Distinct().Order()
            let found = FullOf(target) where found is not null select (target, found)]
        : [];

    /// <summary>Controls that read something in the place of the sources.</summary>
    public IReadOnlyList<ReplacedSources> Replaced => _replaced ??= Replace();

    /// <summary>[networks] what their behaviour does not depend on; null of those that cannot be run.</summary>
    public IReadOnlyList<NullSpace?> NullSpaces => _nullSpaces ??= FindNullSpaces();

    /// <summary>Makes everything that is asked for, while all natural activity is there.</summary>
    public void Prepare()
    {
        _ = (FullExchanges, Replaced);
        foreach (CaseSetup setup in data.Setups())
            Unaligned(setup, experiment.Evaluation.Controls);
    }

    /// <summary>Controls that depend on no alignment, one outcome per tested route; null where it is none.</summary>
    /// <param name="asked">Controls that are wanted, which may be fewer than the run's.</param>
    public IReadOnlyDictionary<string, IReadOnlyList<RouteOutcome?>> Unaligned(CaseSetup setup, ValueList<Control> asked)
    {
        var found = new Dictionary<string, IReadOnlyList<RouteOutcome?>>();
        if (asked.Contains(Control.FullExchange))
            found[Metrics.FullExchange] = [.. setup.Tested.Select(route =>
                route.Direction.IsWithin && !setup.IsRemainder(route) ? FullOf(route.Target)?.Outcome : null)];
        if (asked.Contains(Control.Replay) && !experiment.Alignment.Joint)
            found[Metrics.Replay] = [.. setup.Tested.Zip(setup.DrawTested(), (route, interventions) =>
                setup.IsRemainder(route) ? null : Replayed(route, interventions))];
        return found;
    }

    private bool Asks(Control control) => experiment.Evaluation.Controls.Contains(control);

    private FullExchange? FullOf(int network)
    {
        if (!_full.TryGetValue(network, out FullExchange? found))
            _full[network] = found = MakeFullExchange(network);
        return found;
    }

    private FullExchange? MakeFullExchange(int network)
    {
        RecordedPool pool = data.Pools(Metrics.Test)[network];
        try
        {
            IReadOnlyList<Intervention> interventions = data.Draw(
                Metrics.Test, [new Route(network, network)], _ => [FullExchange.Exchanged(pool.Sequences.Task)],
                experiment.Alignment.Test)[0];
            return FullExchange.Of(pool, interventions, threads);
        }
        catch (InputException error)
        {
            // Some variables may never have a value together.
            _impossible.Add($"The control {Metrics.FullExchange} cannot be made within {data.Networks[network].Name}: {error.Message}.");
            return null;
        }
    }

    private RouteOutcome? Replayed(Route route, IReadOnlyList<Intervention> interventions)
    {
        RecordedPool source = data.Pools(Metrics.Test)[route.Source], target = data.Pools(Metrics.Test)[route.Target];
        if (!Replay.IsPossible(source.Sequences.Task, target.Sequences.Task))
            return null;
        if (!_replayed.TryGetValue(interventions, out RouteOutcome? found))
            _replayed[interventions] = found = Replayed(data.Networks[route.Target], source, target, interventions);
        return found;
    }

    private RouteOutcome Replayed(
        OpenedNetwork network, RecordedPool source, RecordedPool target, IReadOnlyList<Intervention> interventions)
    {
        if (source.Rows.Tokens.AsSpan().SequenceEqual(target.Rows.Tokens))
            return Replay.Of(target.Activity, target.Rows, interventions, threads);
        using RunnableActivity recorded = network.Network.Record(source.Rows, network.Site);
        return Replay.Of(recorded, source.Rows, interventions, threads);
    }

    private IReadOnlyList<ReplacedSources> Replace()
    {
        var made = new List<ReplacedSources>();
        if (!Asks(Control.OutputOnly) && !Asks(Control.InputOnly) && !Asks(Control.NullExchanged))
            return made;
        int[][] read = ReadPositions();
        IReadOnlyList<RecordedPool> train = data.Pools(Metrics.Train), test = data.Pools(Metrics.Test);
        void Add(string control, Func<int, Activity> source)
        {
            var sources = new Activity[test.Count];
            SideBySide.Run(sources.Length, threads, k => sources[k] = source(k));
            made.Add(new ReplacedSources(control, sources));
        }

        if (Asks(Control.OutputOnly))
            Add(Metrics.OutputOnly, k => data.Networks[k].Network.CanPredict
                ? MeanLatents.OfPredictions(train[k], RunData.StartSequences, test[k], read[k]) : MeanLatents.None(test[k]));
        if (Asks(Control.InputOnly) && experiment.Alignment.Scheme == Scheme.Stepwise)
            Add(Metrics.InputOnly, k => MeanLatents.OfTokens(train[k], RunData.StartSequences, test[k], read[k]));
        if (Asks(Control.NullExchanged))
        {
            // Found before anything goes on side by side, which would find them once on each thread.
            IReadOnlyList<NullSpace?> spaces = NullSpaces;
            Add(Metrics.NullExchanged, k => spaces[k] is { } space
                ? NullExchanged(test[k], k, read[k], space) : MeanLatents.None(test[k]));
        }
        return made;
    }

    // The part comes from the same samples as in the analysis leakage.
    private KeptLatents NullExchanged(RecordedPool pool, int network, int[] read, NullSpace space)
    {
        int[] others = ExchangedLatents.Others(pool, ExchangedLatents.Seed(experiment.Seed, Metrics.Test, network));
        HashSet<int> wanted = [.. read];
        for (int position = 0; position < others.Length; position++)
            if (!wanted.Contains(position))
                others[position] = position;
        using var exchanged = new ExchangedLatents(pool.Activity, others, space.Part);
        return new KeptLatents(exchanged, read);
    }

    // [networks] flat test positions at which any intervention reads, ascending.
    private int[][] ReadPositions()
    {
        SortedSet<int>[] read = [.. data.Networks.Select(_ => new SortedSet<int>())];
        foreach (CaseSetup setup in data.Setups())
            foreach ((Route route, IReadOnlyList<Intervention> interventions) in setup.Tested.Zip(setup.DrawTested()))
                foreach (Intervention one in interventions)
                    read[route.Source].UnionWith(
                        ReplacedSources.ReadBy(one, data.Pools(Metrics.Test)[route.Source].Rows.Offsets));
        return [.. read.Select(positions => positions.ToArray())];
    }

    private NullSpace?[] FindNullSpaces()
    {
        var found = new NullSpace?[data.Networks.Count];
        SideBySide.Run(found.Length, threads, k => found[k] = !data.Networks[k].Network.CanBeRun ? null : NullSpace.Of(
            data.Pools(Metrics.Train)[k], data.Pools(Metrics.Validation)[k], NullSpaceSeed(k)));
        return found;
    }

    /// <summary>Decides which samples a network's null space is found on.</summary>
    public ulong NullSpaceSeed(int network) => SeededRandom.Derive((ulong)experiment.Seed, "null space", network);

    public void Dispose()
    {
        foreach (ReplacedSources replaced in _replaced ?? [])
            replaced.Dispose();
        foreach (NullSpace? space in _nullSpaces ?? [])
            space?.Dispose();
    }
}
