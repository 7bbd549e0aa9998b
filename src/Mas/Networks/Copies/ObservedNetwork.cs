using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Mas.Networks.Copies;

/// <summary>A network that is only recorded, through an <see cref="Observation"/>. What it says next is known, and used to leave out the
/// sequences that it gets wrong; it cannot be run from an intervention.</summary>
/// <param name="original">Owned from here on.</param>
/// <param name="natural">Sequences over which units are scaled.</param>
internal sealed class ObservedNetwork(OpenedSource original, Observation observation, TokenRows natural) : Network
{
    private readonly ConcurrentDictionary<string, Lazy<ObservedSite>> _sites = new();

    public override string Architecture => original.Network.Architecture;

    public override Device Device => original.Network.Device;

    public override long ParameterCount => original.Network.ParameterCount;

    public override IReadOnlyList<Site> Sites => SeenBy(observation, original.Network.Sites);

    internal override bool CanBeRun => false;

    internal override bool CanPredict => original.Network.CanPredict;

    /// <summary>Sites as they are seen.</summary>
    public static IReadOnlyList<Site> SeenBy(Observation observation, IReadOnlyList<Site> sites) =>
        [.. sites.Select(site => site with { Width = observation.Count(site.Width) })];

    public override IReadOnlyList<RunnableActivity> Record(TokenRows sequences, IReadOnlyList<Site> sites, bool onlyRead = false)
    {
        Site[] own = [.. sites.Select(site => original.Network.FindSite(site.Name)!)];
        IReadOnlyList<RunnableActivity> recorded = original.Network.Record(sequences, own, onlyRead: true);
        return [.. recorded.Zip(own, (activity, site) => Observe(activity, site, sequences))];
    }

    private RecordedActivity Observe(RunnableActivity activity, Site site, TokenRows sequences)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        int[] positions = Positions(sequences);
        var rows = new int[sequences.Tokens.Length];
        for (int i = 0; i < positions.Length; i++)
            rows[positions[i]] = i;
        using Tensor latents = activity.Latents(positions);
        return new RecordedActivity(At(site).Of(latents, DrawSeed(site, sequences)), rows, CanPredict ? activity : null);
    }

    private ObservedSite At(Site site) => _sites.GetOrAdd(site.Name, _ => new(() =>
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using RunnableActivity recorded = original.Network.Record(natural, [site], onlyRead: true)[0];
        return new ObservedSite(observation, site, recorded.Latents(Positions(natural)));
    })).Value;

    // The same sequences are seen in the same way, and other ones with noise of their own. Continuous inputs tell sequences apart where
    // their words are the same.
    private ulong DrawSeed(Site site, TokenRows sequences)
    {
        byte[] hash = SHA256.HashData(
            [.. MemoryMarshal.AsBytes<int>(sequences.Tokens), .. MemoryMarshal.AsBytes<float>(sequences.Features)]);
        return SeededRandom.Derive(observation.Seed, $"observing {site.Name}", BitConverter.ToInt64(hash));
    }

    // Flat positions of all tokens but the last of each sequence, after which nothing comes.
    private static int[] Positions(TokenRows sequences) => [.. Enumerable.Range(0, sequences.Count)
        .SelectMany(row => Enumerable.Range(sequences.Offsets[row], sequences.Length(row) - 1))];

    public override void Dispose() => original.Dispose();
}
