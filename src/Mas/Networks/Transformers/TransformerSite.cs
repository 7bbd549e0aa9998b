namespace Mas.Networks.Transformers;

/// <summary>A place on the way of the stream: before a block, or within it between its attention and its feed-forward part.</summary>
internal readonly record struct StreamPlace(int Block, bool AfterAttention = false)
{
    /// <summary>The place after the part that follows.</summary>
    public StreamPlace Next => AfterAttention ? new(Block + 1) : new(Block, AfterAttention: true);

    /// <summary>Whether nothing has been added to the embedding yet.</summary>
    public bool IsFirst => this == default;
}

/// <summary>A site of a transformer: the stream at a place, or what the part that follows the place adds to it.</summary>
internal sealed record TransformerSite(string Name, StreamPlace Place, bool IsAdded)
{
    /// <summary>Where the stream goes on from once the latents are replaced.</summary>
    public StreamPlace Rest => IsAdded ? Place.Next : Place;

    /// <summary>Whether it is the stream between two of so many blocks.</summary>
    public bool IsBetweenBlocks(int layers) => !IsAdded && Place.Block > 0 && Place.Block < layers;

    /// <summary>Every site, in the order in which activity passes through; <c>embedding</c> and <c>layer.0</c> are one place.</summary>
    public static IReadOnlyList<TransformerSite> All(int layers) =>
    [
        new("embedding", default, IsAdded: false),
        .. Enumerable.Range(0, layers).SelectMany(OfBlock),
        new($"layer.{layers}", new(layers), IsAdded: false),
    ];

    private static IEnumerable<TransformerSite> OfBlock(int block)
    {
        var place = new StreamPlace(block);
        return
        [
            new($"layer.{block}", place, IsAdded: false),
            new($"attention.{block}", place, IsAdded: true),
            new($"mlp.{block}", place.Next, IsAdded: true),
        ];
    }
}

/// <summary>Recorded activity of a site.</summary>
/// <param name="Latents">[tokens, width]</param>
/// <param name="Beside">[tokens, width] the stream that the latents are added to; null where they are the stream.</param>
internal sealed record SiteActivity(TransformerSite Site, Tensor Latents, Tensor? Beside);
