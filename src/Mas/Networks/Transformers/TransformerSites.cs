namespace Mas.Networks.Transformers;

/// <summary>Names of a transformer's sites.</summary>
internal static class TransformerSites
{
    private const string Embedding = "embedding";

    /// <summary>Every site of a network of this size; <c>embedding</c> and <c>layer.0</c> are one place.</summary>
    public static IReadOnlyList<Site> Of(int width, int layers) =>
        [new(Embedding, width), .. Enumerable.Range(0, layers + 1).Select(layer => new Site($"layer.{layer}", width))];

    /// <summary>The block that the site's stream enters; the number of layers for what leaves the last one.</summary>
    public static int Block(Site site, IReadOnlyList<Site> sites)
    {
        for (int i = 0; i < sites.Count; i++)
            if (sites[i] == site)
                return Math.Max(i - 1, 0);
        throw new ArgumentException($"A transformer of {sites.Count - 2} layers has no site '{site.Name}'; it has {string.Join(", ", sites.Select(one => one.Name))}.", nameof(site));
    }
}
