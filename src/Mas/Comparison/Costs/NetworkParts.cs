namespace Mas.Comparison.Costs;

/// <summary>Memory of networks and of their natural activity.</summary>
internal static class NetworkParts
{
    private const int Many = 8; // networks, of which their number decides more than their width

    private const double ManagedPerToken = 24, ManagedPerVariable = 16; // of the sequences, in lists that grow by doubling

    /// <summary>Training them, side by side, beside those that are trained already.</summary>
    public static MemoryStage Training(RunShape shape)
    {
        double[] trained = [.. Roots(shape).Where(network => network.Cost.Training is not null)
            .Select(network => sizeof(float) * network.Cost.Training!.Numbers(network.Sample.Lengths)).OrderDescending()];
        double atOnce = trained.Take(shape.Threads).Sum();
        NetworkShape largest = Largest(shape);
        return new("training the networks",
        [
            Weights(shape), new("networks in training", atOnce, largest.Key, largest.Advice),
        ]);
    }

    /// <summary>Weights, and what is laid out beside them.</summary>
    public static MemoryPart Weights(RunShape shape)
    {
        double bytes = sizeof(float) * shape.Networks.Sum(network => network.Numbers.Weights + network.Numbers.Prepared);
        NetworkShape largest = Largest(shape);
        return shape.Networks.Count > Many
            ? new($"the weights of {shape.Networks.Count} networks", bytes, "networks", "compare fewer networks")
            : new("the weights of the networks", bytes, largest.Key, largest.Advice);
    }

    /// <summary>Latents of every split, whole or cut down to what interventions look at.</summary>
    public static MemoryPart Activity(RunShape shape, bool isWhole)
    {
        (string Key, int Count)[] splits = Splits(shape);
        double bytes = shape.Networks.Sum(network => splits.Sum(split =>
            network.Recorded(network.Sequences(split.Count))
                * (isWhole || split.Key == splits[0].Key || !network.Numbers.Narrows ? 1 : Looked(shape, network, split.Count))));
        double least = shape.Networks.Sum(network => splits.Length * network.Recorded(RunData.StartSequences));
        (string key, int count) = splits.MaxBy(split => split.Count);
        // Lower counts help only as far as fewer sequences are drawn for them.
        return least < bytes / 2
            ? new("natural activity", bytes, key, Invariant($"lower {key} below {Math.Min(count, LargestUseful(shape))}"))
            : Weights(shape) with { Name = "natural activity", Bytes = bytes };
    }

    /// <summary>The sequences themselves, with their variables; networks on one task share them.</summary>
    public static MemoryPart Sequences(RunShape shape)
    {
        (string Key, int Count)[] splits = Splits(shape);
        double bytes = shape.Networks.DistinctBy(network => shape.Experiment.TaskOf(network.Options)).Sum(network =>
            splits.Sum(split => network.Sequences(split.Count)) * (4 * network.Task.FeatureWidth
                + network.Sample.Lengths.Tokens * (ManagedPerToken + network.Sample.Variables * ManagedPerVariable)));
        return new("sequences", bytes, splits[0].Key, $"lower {splits[0].Key}");
    }

    /// <summary>What is in passing while activity is recorded.</summary>
    public static MemoryPart Recording(RunShape shape)
    {
        int most = Splits(shape).Max(split => split.Count);
        double bytes = shape.Networks.Select(network => network.Numbers.Recording
                + network.Sequences(most) * network.Numbers.RecordingPerSequence)
            .OrderDescending().Take(shape.Threads).Sum() * sizeof(float);
        NetworkShape largest = Largest(shape);
        return new("passes of recording", bytes, largest.Key, largest.Advice);
    }

    /// <summary>The network with the most weights.</summary>
    public static NetworkShape Largest(RunShape shape) => shape.Networks.MaxBy(network => network.Numbers.Weights)!;

    private static IEnumerable<NetworkShape> Roots(RunShape shape) =>
        shape.Networks.DistinctBy(network => (network.Options.Source.Root, network.Task.DataKey));

    // Share of a split's positions that its interventions look at: each of them at the target's and the source's.
    private static double Looked(RunShape shape, NetworkShape network, int interventions)
    {
        double looks = 2.0 * interventions * shape.RoutesPerDirection * (shape.Networks.Count + 1) * network.Sample.Entries;
        double positions = network.Sequences(interventions) * Math.Max(1, network.Sample.Lengths.Tokens);
        return 1 - Math.Exp(-looks / positions);
    }

    private static int LargestUseful(RunShape shape) => shape.Networks.Max(network => RunData.LargestPoolOf(network.Task)) / 2;

    private static (string Key, int Count)[] Splits(RunShape shape) =>
    [
        ("alignment.train", shape.Alignment.Train), ("alignment.validation", shape.Alignment.Validation),
        ("alignment.test", shape.Alignment.Test),
    ];
}
