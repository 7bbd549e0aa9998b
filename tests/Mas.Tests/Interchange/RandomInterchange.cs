using Mas.Alignments;
using Mas.Interchange;
using Mas.Masks;
using Mas.Networks;
using Mas.Networks.Recurrent;
using Mas.Oracles.Interchange;
using Mas.Oracles.Networks;
using Mas.Tasks;
using Mas.Tensors;
using Mas.Tests.Networks;
using Mas.Training;
using static TorchSharp.torch;

namespace Mas.Tests.Interchange;

/// <summary>Interventions between small random GRUs over random tokens: everything that the engine takes, a pure function of a seed. Covers
/// 1 to 4 networks of unequal widths, directions only within, only between or mixed, several routes into one target, one to three
/// subspaces, one source or several, one position or all up to it, any position from the first to the last, one intervention or several per
/// route, both kinds of fixed mask.</summary>
internal sealed class RandomInterchange : IDisposable
{
    private const int Words = 8;
    private readonly ulong _seed;
    private readonly ScalarType _type;
    private readonly int _columns;
    private SeededRandom _random;

    static RandomInterchange() => NativeTorch.Load();

    public RandomInterchange(ulong seed, ScalarType type, int most = 6)
    {
        (_seed, _type) = (seed, type);
        _random = new SeededRandom(SeededRandom.Derive(seed, "random interchange"));
        Networks = [.. Enumerable.Range(0, 1 + _random.Next(4)).Select(Network)];
        Sizes = [.. Enumerable.Range(0, 1 + _random.Next(3))
            .Select(_ => 1 + _random.Next(Networks.Min(network => network.State.Width) / 3))];
        ReplacesAll = seed % 5 == 2;
        Mask = new FixedMask(Sizes, [.. Networks.Select(network => network.State.Width)], ReplacesAll);
        _columns = Sizes.Sum();
        Pools = [.. Networks.Select(
            _ => TokenRows.From([.. Enumerable.Range(0, 4 + _random.Next(4)).Select(_ => Tokens(2 + _random.Next(9)))]))];
        Recordings = [.. Networks.Zip(Pools, (network, pool) => network.Record(pool, network.State))];
        Routes = [.. Directions().Select(direction => new Route(direction.Source, direction.Target, _random.Next(Sizes.Length)))];
        Interventions = [.. Routes.Select(route => Enumerable.Range(0, 1 + _random.Next(most)).Select(_ => Draw(route)).ToArray())];
        Weights = [.. Routes.Select(_ => _random.NextDouble() + 0.1)];
        Data = new InterchangeData(Recordings, Pools, Routes, Interventions, ReplacesAll);
    }

    public RecurrentNetwork[] Networks { get; }

    public int[] Sizes { get; }

    public bool ReplacesAll { get; }

    public FixedMask Mask { get; }

    public TokenRows[] Pools { get; }

    public RunnableActivity[] Recordings { get; }

    public Route[] Routes { get; }

    public Intervention[][] Interventions { get; }

    /// <summary>[routes] that add up to no particular number.</summary>
    public double[] Weights { get; }

    public InterchangeData Data { get; }

    public InterchangeOracle Oracle =>
        new([.. Networks.Select(network => network.Weights)], Pools, Routes, Interventions, Sizes, ReplacesAll);

    /// <summary>[routes] all interventions.</summary>
    public int[][] Everything => [.. Interventions.Select(list => Enumerable.Range(0, list.Length).ToArray())];

    /// <summary>[routes] some interventions in any order; a route may be left out, but not all.</summary>
    public int[][] Batch()
    {
        int[][] batch = Everything;
        int kept = _random.Next(batch.Length);
        for (int route = 0; route < batch.Length; route++)
        {
            _random.Shuffle<int>(batch[route]);
            batch[route] = batch[route][..(route == kept ? batch[route].Length : _random.Next(batch[route].Length + 1))];
        }
        return batch;
    }

    /// <summary>Fresh alignments, Cayley and matrix exponential in turn, the same at every call.</summary>
    public OrthogonalAlignment[] Alignments() => [.. Networks.Select((network, k) =>
    {
        using var scope = NewDisposeScope();
        int width = network.State.Width;
        var random = new SeededRandom(SeededRandom.Derive(_seed, "parameters", k));
        var values = new double[width * _columns];
        for (int i = 0; i < values.Length; i++)
            values[i] = 0.3 * random.NextGaussian();
        Tensor start = OrthogonalBase.Random(width, SeededRandom.Derive(_seed, "base", k)).to_type(_type);
        Tensor parameter = tensor(values, [width, _columns]).to_type(_type);
        return (OrthogonalAlignment)((k + (int)_seed) % 2 == 0 ? new CayleyAlignment(start, parameter)
            : new MatrixExponentialAlignment(start, parameter));
    })];

    private RecurrentNetwork Network(int index)
    {
        using RecurrentWeights weights = RandomRecurrent.Gru(Words, 5 + _random.Next(20), 3 + _random.Next(6),
            SeededRandom.Derive(_seed, "network", index));
        return new RecurrentNetwork(weights.To(_type));
    }

    private int[] Tokens(int length) => [Vocabulary.Bos, .. Enumerable.Range(0, length - 1).Select(_ => 2 + _random.Next(Words - 2))];

    private List<(int Source, int Target)> Directions()
    {
        int n = Networks.Length;
        IEnumerable<(int Source, int Target)> all =
            from target in Enumerable.Range(0, n) from source in Enumerable.Range(0, n) select (source, target);
        return (_seed % 4) switch
        {
            0 => [.. all],
            1 => [.. all.Where(direction => direction.Source == direction.Target)],
            2 when n > 1 => [.. all.Where(direction => direction.Source != direction.Target)],
            _ => [.. Enumerable.Range(0, 2 + _random.Next(3)).Select(_ => (_random.Next(n), n - 1))], // several routes into one target
        };
    }

    private Intervention Draw(Route route)
    {
        (int targetSequence, int targetPosition) = Place(Pools[route.Target]);
        int[] subspaces = [route.Variable, .. Enumerable.Range(0, Sizes.Length).Where(v => v != route.Variable && _random.Next(3) == 0)];
        Donor[] donors = [.. subspaces.Select(Donate)];
        // Every position up to the target's, as far as all sources reach back, or the last one alone.
        int first = _random.Next(2) == 0 ? targetPosition
            : targetPosition - donors.Select(donor => donor.Position).Append(targetPosition).Min();
        Donor Donate(int subspace)
        {
            (int sequence, int position) = Place(Pools[route.Source]);
            return new Donor(subspace, sequence, position);
        }

        int[] before = Pools[route.Target].Row(targetSequence)[..(targetPosition + 1)].ToArray();
        // Half of them should go on as the network does by itself, or nothing would ever be right.
        int[] continuation = _random.Next(2) == 0
            ? RecurrentOracle.RunFreely(Networks[route.Target], before, before.Length + 1 + _random.Next(5))[before.Length..]
            : [.. Enumerable.Range(0, _random.Next(5)).Select(_ => 2 + _random.Next(Words - 2)), Vocabulary.Eos];
        bool[] scored = [.. continuation.Select(_ => _random.Next(3) > 0)];
        scored[^1] = true;
        int[]? labels = _random.Next(3) == 0 ? [.. continuation.Select(_ => 2 + _random.Next(Words - 2))] : null;
        return new(donors, targetSequence, first, targetPosition, continuation, scored) { Labels = labels };
    }

    private (int Sequence, int Position) Place(TokenRows pool)
    {
        int sequence = _random.Next(pool.Count), last = pool.Length(sequence) - 1;
        return (sequence, _random.Next(4) switch { 0 => 0, 1 => last, _ => _random.Next(last + 1) });
    }

    /// <summary>The same with the masks, as a training takes them.</summary>
    public LearnedMaps Learned() =>
        new(Alignments(), new FixedMask(Sizes, [.. Networks.Select(network => network.State.Width)], ReplacesAll));

    /// <summary>The maps of alignments, with the masks in the alignments' type.</summary>
    public StepMaps Maps(IReadOnlyList<AlignmentFunction> alignments) =>
        new([.. alignments.Select(alignment => alignment.Map())], Mask.HardRows()?.to_type(_type));

    public void Dispose()
    {
        Mask.Dispose();
        foreach (RunnableActivity recording in Recordings)
            recording.Dispose();
        foreach (RecurrentNetwork network in Networks)
            network.Dispose();
    }
}
