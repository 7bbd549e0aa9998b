using Mas.Similarity;

namespace Mas.Comparison;

/// <summary>Natural latents of one site, or why they cannot be compared.</summary>
internal sealed class LatentsAtSite : IDisposable
{
    /// <param name="latents">[samples, width]; copied.</param>
    public LatentsAtSite(ComparedSite site, Tensor latents)
    {
        (Site, Samples) = (site, (int)latents.size(0));
        try
        {
            Representation = new Representation(latents, site.Name);
        }
        catch (InputException error)
        {
            Reason = error.Message;
        }
    }

    /// <param name="positions">Flat positions of its pool.</param>
    public static LatentsAtSite At(RecordedSite site, int[] positions)
    {
        using Tensor latents = site.Pool.Activity.Latents(positions);
        return new LatentsAtSite(site.Place, latents);
    }

    public ComparedSite Site { get; }

    public int Samples { get; }

    /// <summary>Null where it has a reason.</summary>
    public Representation? Representation { get; }

    public string? Reason { get; }

    public void Dispose() => Representation?.Dispose();
}
