using Mas.Results.Statistics;

namespace Mas.Benchmarks.Zoo;

/// <summary>The interval of a score over pairs: 95 %, percentiles of the score on samples of the networks, drawn with replacement. What
/// networks have been drawn decides which pairs count and how often: a pair of two networks as often as the product says, a network and its
/// copy, which are one draw, as often as that. Pairs are never drawn by themselves: those with a network in common are not
/// independent.</summary>
internal static class NetworkBootstrap
{
    private const double Tail = 0.025;
    private const ulong Seed = 2026;

    /// <summary>Samples in which the score has no value are left out.</summary>
    /// <param name="origins">By network, the one that it was made from, or itself.</param>
    public static Interval Of(IReadOnlyDictionary<string, string> origins, int samples, Func<Multiplicity, double> score)
    {
        string[] made = [.. origins.Values.Distinct().Order(StringComparer.Ordinal)];
        var scores = new double[samples];
        for (int s = 0; s < samples; s++)
        {
            var random = new SeededRandom(SeededRandom.Derive(Seed, "bootstrap", s));
            var drawn = made.ToDictionary(name => name, _ => 0);
            for (int i = 0; i < made.Length; i++)
                drawn[made[random.Next(made.Length)]]++;
            scores[s] = score(networks => Together(networks, origins, drawn));
        }
        double[] sorted = [.. scores.Where(double.IsFinite).Order()];
        return new Interval(Measurement.Spread.At(sorted, Tail), Measurement.Spread.At(sorted, 1 - Tail));
    }

    // The product over the different origins.
    private static double Together(
        ReadOnlySpan<string> networks, IReadOnlyDictionary<string, string> origins, Dictionary<string, int> drawn)
    {
        double product = 1;
        for (int i = 0; i < networks.Length; i++)
        {
            string origin = origins[networks[i]];
            bool counted = false;
            for (int k = 0; k < i; k++)
                counted |= origins[networks[k]] == origin;
            if (!counted)
                product *= drawn[origin];
        }
        return product;
    }
}
