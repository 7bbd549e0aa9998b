using Mas.Alignments;
using Mas.Interchange;
using Mas.Masks;
using Mas.Networks;
using Mas.Networks.Recurrent;
using Mas.Tasks;
using Mas.Tensors;
using Mas.Tests.Networks;
using static TorchSharp.torch;

namespace Mas.Tests.Interchange;

/// <summary>
/// Interventions between small random GRUs over random tokens: everything that the engine takes, a pure function of a seed.
/// Covers 1 to 4 networks of unequal widths, directions only within, only between or mixed, several blocks into one
/// target, any position from the first to the last, one intervention or several per route.
/// </summary>
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
        _columns = 1 + _random.Next(Networks.Min(network => network.State.Width));
        Pools = [.. Networks.Select(_ => TokenRows.From([.. Enumerable.Range(0, 4 + _random.Next(4)).Select(_ => Tokens(2 + _random.Next(9)))]))];
        Recordings = [.. Networks.Zip(Pools, (network, pool) => network.Record(pool, network.State))];
        Routes = [.. Directions().Select(direction => new Route(direction.Source, direction.Target, Block()))];
        Interventions = [.. Routes.Select(route => Enumerable.Range(0, 1 + _random.Next(most)).Select(_ => Draw(route)).ToArray())];
        Weights = [.. Routes.Select(_ => _random.NextDouble() + 0.1)];
        Data = new InterchangeData(Recordings, Pools, Routes, Interventions);
    }

    public GruNetwork[] Networks { get; }

    public TokenRows[] Pools { get; }

    public Recording[] Recordings { get; }

    public Route[] Routes { get; }

    public Intervention[][] Interventions { get; }

    /// <summary>[routes] that add up to no particular number.</summary>
    public double[] Weights { get; }

    public InterchangeData Data { get; }

    public InterchangeOracle Oracle => new([.. Networks.Select(network => network.Weights)], Pools, Routes, Interventions);

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
        return (OrthogonalAlignment)((k + (int)_seed) % 2 == 0 ? new CayleyAlignment(start, parameter) : new MatrixExponentialAlignment(start, parameter));
    })];

    private GruNetwork Network(int index)
    {
        using GruWeights weights = GruWeights.Random(Words, 5 + _random.Next(20), 3 + _random.Next(6), SeededRandom.Derive(_seed, "network", index));
        return new GruNetwork(weights.To(_type));
    }

    private int[] Tokens(int length) => [Vocabulary.Bos, .. Enumerable.Range(0, length - 1).Select(_ => 2 + _random.Next(Words - 2))];

    private Block Block()
    {
        int start = _random.Next(_columns);
        return new Block(start, 1 + _random.Next(_columns - start));
    }

    private List<(int Source, int Target)> Directions()
    {
        int n = Networks.Length;
        IEnumerable<(int Source, int Target)> all = from target in Enumerable.Range(0, n) from source in Enumerable.Range(0, n) select (source, target);
        return (_seed % 4) switch
        {
            0 => [.. all],
            1 => [.. all.Where(direction => direction.Source == direction.Target)],
            2 when n > 1 => [.. all.Where(direction => direction.Source != direction.Target)],
            _ => [.. Enumerable.Range(0, 2 + _random.Next(3)).Select(_ => (_random.Next(n), n - 1))], // several blocks into one target
        };
    }

    private Intervention Draw(Route route)
    {
        (int sourceSequence, int sourcePosition) = Place(Pools[route.Source]);
        (int targetSequence, int targetPosition) = Place(Pools[route.Target]);
        int[] before = Pools[route.Target].Row(targetSequence)[..(targetPosition + 1)].ToArray();
        // Half of them should go on as the network does by itself, or nothing would ever be right.
        int[] continuation = _random.Next(2) == 0
            ? GruOracle.RunFreely(Networks[route.Target], before, before.Length + 1 + _random.Next(5))[before.Length..]
            : [.. Enumerable.Range(0, _random.Next(5)).Select(_ => 2 + _random.Next(Words - 2)), Vocabulary.Eos];
        bool[] scored = [.. continuation.Select(_ => _random.Next(3) > 0)];
        scored[^1] = true;
        return new(sourceSequence, sourcePosition, targetSequence, targetPosition, continuation, scored, NewPair: false);
    }

    private (int Sequence, int Position) Place(TokenRows pool)
    {
        int sequence = _random.Next(pool.Count), last = pool.Length(sequence) - 1;
        return (sequence, _random.Next(4) switch { 0 => 0, 1 => last, _ => _random.Next(last + 1) });
    }

    public void Dispose()
    {
        Data.Dispose();
        foreach (Recording recording in Recordings)
            recording.Dispose();
        foreach (GruNetwork network in Networks)
            network.Dispose();
    }
}
