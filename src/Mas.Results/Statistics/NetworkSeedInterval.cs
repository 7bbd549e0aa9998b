namespace Mas.Results.Statistics;

/// <summary>One network out of several that differ in nothing but their training seed.</summary>
/// <param name="Kind">Number of what they have in common: one number, one kind of network.</param>
internal sealed record NetworkSeed(int Kind, int Seed);

/// <summary>Accuracy of one direction between such networks; source and target are equal within a network.</summary>
internal sealed record NetworkAccuracy(NetworkSeed Source, NetworkSeed Target, double Accuracy)
{
    /// <summary>Whether the network has a part in it.</summary>
    public bool Touches(NetworkSeed network) => Source == network || Target == network;
}

/// <summary>The mean accuracy over networks that are the same but for their training seed, with its 95 % interval over other such networks.
/// Directions that share a network are not independent, so the variance is the jackknife's over networks: for each kind (S − 1)/S · Σ(m₋ₖ −
/// mean)², where m₋ₖ is the mean without the directions that network k has a part in (Arvesen, 1969; Efron and Stein, 1981: on the wide
/// side). Within networks that is the variance of the networks' means over S. Student's t has as many degrees of freedom as the smaller
/// kind has networks, less one; the half-width is carried to the logit by the delta method, around the plain mean. Each network has
/// interventions of its own, but all are made from the same natural sequences: the variance of drawing the interventions once is added with
/// the normal z, as if they were shared.</summary>
/// <param name="Interval">Null below three networks of a kind, or where one has a part in every direction: they do not tell how much
/// networks vary.</param>
/// <param name="Networks">Networks of the smallest kind.</param>
/// <param name="Design"><c>network seeds</c>, <c>interventions</c> (every outcome the same) or <c>none</c>.</param>
internal sealed record NetworkSeedInterval(double Mean, Interval? Interval, int Networks, string Design)
{
    public const string OverNetworks = "network seeds", None = "none";

    /// <param name="accuracies">One per direction, at least one.</param>
    public static NetworkSeedInterval Of(IReadOnlyList<NetworkAccuracy> accuracies, int interventions)
    {
        double mean = accuracies.Average(one => one.Accuracy);
        NetworkSeed[][] kinds = [.. accuracies.SelectMany(one => new[] { one.Source, one.Target }).Distinct()
            .GroupBy(network => network.Kind).Select(kind => kind.ToArray())];
        int networks = kinds.Min(kind => kind.Length);
        if (networks < AccuracyInterval.SeedsForVariance || kinds.SelectMany(kind => kind)
            .Any(network => accuracies.All(one => one.Touches(network))))
            return new NetworkSeedInterval(mean, null, networks, None);
        if (mean is 0 or 1)
            return new NetworkSeedInterval(mean, JeffreysInterval.Of(mean * interventions, interventions), networks,
                AccuracyInterval.InterventionsOnly);
        double variance = kinds.Sum(kind => Variance(accuracies, kind, mean, interventions));
        CrossedTable table = new(new double[networks], interventions, mean, variance, mean * (1 - mean) / interventions);
        return new NetworkSeedInterval(mean, Logit.Around(mean, table.HalfWidth), networks, OverNetworks);
    }

    private static double Variance(IReadOnlyList<NetworkAccuracy> accuracies, NetworkSeed[] kind, double mean, int interventions)
    {
        int networks = kind.Length;
        double[] without = [.. kind.Select(network => accuracies.Where(one => !one.Touches(network)).Average(one => one.Accuracy))];
        double jackknife = Spread.Variance(without) * (networks - 1) * (networks - 1) / networks;
        return Math.Max(jackknife, Skewed(accuracies, kind, mean, interventions) / networks);
    }

    // The variance of networks whose logits are normal, with that of drawing the interventions (LogitNormal says why).
    private static double Skewed(IReadOnlyList<NetworkAccuracy> accuracies, NetworkSeed[] kind, double mean, int interventions)
    {
        double[] means = [.. kind.Select(network => accuracies.Where(one => one.Touches(network)).Average(one => one.Accuracy))];
        double between = LogitNormal.Variance(mean, Attenuation(accuracies, kind) * LogitNormal.LogitDeviation(means, interventions));
        return between + (((mean * (1 - mean)) - between) / interventions);
    }

    // Between networks of one kind every direction counts for both of its ends, which draws the networks' means together:
    // with c = source effect + target effect, the mean of network k is ½·c[k]·(S − 2)/(S − 1) away from what all have in common.
    private static double Attenuation(IReadOnlyList<NetworkAccuracy> accuracies, NetworkSeed[] kind) =>
        accuracies.All(one => one.Source != one.Target && kind.Contains(one.Source) && kind.Contains(one.Target))
            ? 2.0 * (kind.Length - 1) / (kind.Length - 2) : 1;
}
