namespace Mas.Training;

/// <summary>Which interventions a step trains on: a fresh seeded order each epoch, without replacement, one order per route. A pure
/// function of seed and step, so that a continued run needs no replay.</summary>
/// <param name="counts">[routes] interventions of each route.</param>
/// <param name="batch">Interventions per route and step; a route with fewer gives all it has.</param>
internal sealed class BatchSchedule(ulong seed, IReadOnlyList<int> counts, int batch)
{
    private readonly int[]?[] _orders = new int[counts.Count][];
    private readonly int[] _epochs = new int[counts.Count];

    /// <summary>[routes] the interventions of a step, as indices into each route's list.</summary>
    public int[][] At(int step) => [.. Enumerable.Range(0, counts.Count).Select(route => At(step, route))];

    public int[] At(int step, int route)
    {
        int size = Math.Min(batch, counts[route]), perEpoch = counts[route] / size;
        (int epoch, int place) = Math.DivRem(step, perEpoch);
        if (_orders[route] is null || _epochs[route] != epoch)
        {
            int[] order = [.. Enumerable.Range(0, counts[route])];
            new SeededRandom(SeededRandom.Derive(seed, "epoch", (long)epoch * counts.Count + route)).Shuffle<int>(order);
            _orders[route] = order;
            _epochs[route] = epoch;
        }
        return _orders[route]!.AsSpan(place * size, size).ToArray();
    }
}
