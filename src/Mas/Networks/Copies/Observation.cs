using System.Security.Cryptography;
using System.Text;
using Mas.Tasks;

namespace Mas.Networks.Copies;

/// <summary>What an experimenter sees of a network: some of its units, through noise, or as counts of spikes.</summary>
/// <param name="Units">Share of the units; null for all.</param>
/// <param name="Noise">Signal-to-noise ratio: the variance of a unit over natural sequences divided by that of the Gaussian noise which is
/// added to it at each position; null for no noise.</param>
/// <param name="Poisson">Mean number of spikes of a unit at a position. Its rate is its activity less the least that it has over natural
/// sequences, scaled to that mean, and the number of spikes is drawn from the Poisson distribution; null for activity as it is.</param>
/// <param name="Trials">How many sequences it is recorded for, drawn once; null for as many as the network itself.</param>
/// <param name="Seed">Decides which units and sequences, and every draw.</param>
internal sealed record Observation(double? Units, double? Noise, double? Poisson, int? Trials, ulong Seed)
{
    private const int ScaledOver = 512; // sequences

    /// <summary>Natural sequences, which say how far each unit varies.</summary>
    public TokenRows Natural(SequenceTask task)
    {
        var random = new SeededRandom(SeededRandom.Derive(Seed, "natural sequences"));
        return task.Rows(ScaledOver, QuantityChoice.All, ref random);
    }

    /// <summary>How many units are seen of so many.</summary>
    public int Count(int width) => Units is double share ? Math.Max(1, (int)Math.Round(share * width)) : width;

    /// <summary>[units] which of a site's units are seen, rising.</summary>
    public int[] Chosen(Site site) => Units is null ? [.. Enumerable.Range(0, site.Width)]
        : [.. UnitOrder.Of(site.Width, SeededRandom.Derive(Seed, $"units of {site.Name}")).Take(Count(site.Width)).Order()];

    /// <summary>Its part of the entry in the experiment file.</summary>
    public string Entry => (Units is double share ? Invariant($", units: {share:r}") : "")
        + (Noise is double ratio ? Invariant($", noise: {ratio:r}") : "")
        + (Poisson is double rate ? Invariant($", poisson: {rate:r}") : "")
        + (Trials is int trials ? Invariant($", trials: {trials}") : "")
        + Invariant($", seed: {Seed}");

    /// <summary>The hash of a network that is seen so.</summary>
    public string Hash(string original) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(Invariant($"{original} {Units:r} {Noise:r} {Poisson:r} {Seed}"))));
}
