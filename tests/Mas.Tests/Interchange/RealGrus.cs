using Mas.Alignments;
using Mas.Interchange;
using Mas.Masks;
using Mas.Networks;
using Mas.Networks.Recurrent;
using Mas.Training;
using static TorchSharp.torch;

namespace Mas.Tests.Interchange;

/// <summary>Stored networks on multi-object with everything that a study makes of them: pools, recordings, usable sequences,
/// interventions.</summary>
internal sealed class RealGrus : IDisposable
{
    private const int Sequences = 512;
    private const ulong DataSeed = 1;
    private readonly Dictionary<string, (SequencePool Pool, RunnableActivity[] Recordings)> _splits = [];

    /// <param name="names">Folders below the golden files, such as <c>networks/gru-a</c>.</param>
    public RealGrus(params string[] names) =>
        Networks = [.. names.Select(name => Golden.Recurrent(Path.GetFileName(name), folder: Path.GetDirectoryName(name)!))];

    public RecurrentNetwork[] Networks { get; }

    public SequencePool Pool(string split) => Split(split).Pool;

    public RunnableActivity[] Recordings(string split) => Split(split).Recordings;

    /// <summary>Every direction, the first interventions of each stream.</summary>
    public InterchangeData Data(string split, int count)
    {
        (SequencePool pool, RunnableActivity[] recordings) = Split(split);
        bool[][] usable = [.. recordings.Select(recording => Usable(pool, recording))];
        Route[] routes = [.. Methods.Mas(Networks.Length).Trained.Select(direction => new Route(direction.Source, direction.Target))];
        var exchange = VariableExchange.Between(pool.Task, pool.Task, "full", "full");
        return Data(split, routes, [.. routes.Select(route => new InterventionSampler(
            new InterventionKey(DataSeed, split, route.Source, route.Target, [exchange]), pool, usable[route.Source], pool,
            usable[route.Target]).Make(0, count))]);
    }

    public InterchangeData Data(string split, IReadOnlyList<Route> routes, IReadOnlyList<IReadOnlyList<Intervention>> interventions) =>
        new(Recordings(split), [.. Networks.Select(_ => Pool(split).Rows)], routes, interventions);

    /// <summary>The identity control: every route's target at its own place, its own sample as the source.</summary>
    public Intervention[] Naturals(string split, int count) =>
        [.. Enumerable.Range(0, count).Select(q => Natural(Pool(split), q, Pool(split).Eligible(q)[q % Pool(split).Eligible(q).Length]))];

    private static Intervention Natural(SequencePool pool, int q, int position) =>
        pool.Natural(new Intervention([new Donor(0, q, position)], q, position, position, [], []));

    /// <summary>Cayley alignments at the aligned start: training latents at eligible positions, uncentred.</summary>
    public OrthogonalAlignment[] AlignedStart(int size)
    {
        using var scope = NewDisposeScope();
        (SequencePool pool, RunnableActivity[] recordings) = Split("train");
        int[] offsets = pool.Rows.Offsets;
        int[] eligible = [.. Enumerable.Range(0, pool.Count).SelectMany(q => pool.Eligible(q).ToArray().Select(t => offsets[q] + t))];
        Tensor[] bases = OrthogonalBase.Aligned([.. recordings.Select(recording => recording.Latents(eligible))]);
        return [.. bases.Select(start => new CayleyAlignment(start.to_type(ScalarType.Float32), zeros(start.size(0), size)))];
    }

    /// <summary>What trains from the aligned start with one subspace of this size.</summary>
    public LearnedMaps Learned(int size) =>
        new(AlignedStart(size), new FixedMask([size], [.. Networks.Select(network => network.State.Width)]));

    /// <summary>[sequences] whether every task token is predicted.</summary>
    public static bool[] Usable(SequencePool pool, RunnableActivity recording)
    {
        using var scope = NewDisposeScope();
        int[] offsets = pool.Rows.Offsets, all = [.. Enumerable.Range(0, pool.Rows.Tokens.Length)];
        long[] predicted = recording.Logits(all).argmax(1).data<long>().ToArray();
        return [.. Enumerable.Range(0, pool.Count).Select(q => Enumerable.Range(1, pool.Length(q) - 1)
            .All(t => !pool.TaskTokens(q)[t] || predicted[offsets[q] + t - 1] == pool.Tokens(q)[t]))];
    }

    private (SequencePool Pool, RunnableActivity[] Recordings) Split(string split)
    {
        if (!_splits.TryGetValue(split, out (SequencePool Pool, RunnableActivity[] Recordings) made))
        {
            SequencePool pool = new(Golden.MultiObject, DataSeed, split, Sequences);
            made = _splits[split] = (pool, [.. Networks.Select(network => network.Record(pool.Rows, network.State))]);
        }
        return made;
    }

    public void Dispose()
    {
        foreach (RunnableActivity recording in _splits.Values.SelectMany(split => split.Recordings))
            recording.Dispose();
        foreach (RecurrentNetwork network in Networks)
            network.Dispose();
    }
}
