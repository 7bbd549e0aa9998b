namespace Mas.Networks.Copies;

/// <summary>The same network with its units in another order: every weight that a unit has, or that reads it, goes with it. The copy does
/// what its original does, but for rounding.</summary>
internal static class UnitOrder
{
    /// <summary>[units] where each unit of the copy has come from.</summary>
    public static int[] Of(int units, ulong seed)
    {
        int[] order = [.. Enumerable.Range(0, units)];
        var random = new SeededRandom(seed);
        random.Shuffle<int>(order);
        return order;
    }

    /// <summary>The copy. The order of the first group of units is that of the seed; others have their own.</summary>
    public static StoredNetwork Permute(StoredNetwork original, ulong seed)
    {
        int[][] orders =
            [.. original.Config.Units.Select((group, g) => Of(group.Count, g == 0 ? seed : SeededRandom.Derive(seed, group.Name)))];
        Tensor Moved(Tensor weight, int dimension, int[] order) =>
            weight.index_select(dimension, Device.Of(weight).Indices(Places((int)weight.size(dimension), order)));
        return original.With(original.Config, (name, weight) => original.Config.Units.Zip(orders).Aggregate(weight.clone(), (all, pair) =>
            pair.First.Axes.Where(axis => axis.Tensor == name).Aggregate(all, (one, axis) => Moved(one, axis.Dimension, pair.Second))));
    }

    // Units stand along a dimension once, or once for each gate.
    private static int[] Places(int length, int[] order) =>
        [.. Enumerable.Range(0, length / order.Length).SelectMany(gate => order.Select(unit => gate * order.Length + unit))];
}
