using Mas.Similarity;

namespace Mas.Comparison;

/// <summary>Natural latents of one site, or why they cannot be compared.</summary>
internal sealed class LatentsAtSite : IDisposable
{
    /// <param name="positions">Flat positions of its pool.</param>
    public LatentsAtSite(RecordedSite site, int[] positions)
    {
        (Site, Samples) = (site, positions.Length);
        using Tensor latents = site.Pool.Activity.Latents(positions);
        try
        {
            Representation = new Representation(latents, site.Name);
        }
        catch (InputException error)
        {
            Reason = error.Message;
        }
    }

    public RecordedSite Site { get; }

    public int Samples { get; }

    /// <summary>Null where it has a reason.</summary>
    public Representation? Representation { get; }

    public string? Reason { get; }

    public void Dispose() => Representation?.Dispose();
}
