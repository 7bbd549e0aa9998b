namespace Mas.Networks.Recurrent;

/// <summary>What of a whole state a site is: all of it, or the part of one layer among several.</summary>
/// <param name="Layer">From below; null for all.</param>
internal sealed record StatePlace(RecurrentWeights Weights, int? Layer)
{
    public int Width => Layer is null ? Weights.Width : Weights.LayerWidth;

    /// <summary>Whether layers above it follow from it at the same token, and from their own states before that token.</summary>
    public bool HasLayersAbove => Layer is int layer && layer < Weights.Layers.Count - 1;

    /// <summary>Its part of whole states, [rows, width of the place].</summary>
    public Tensor Of(Tensor states) => Layer is int layer ? Weights.OfLayer(states, layer) : states;

    /// <summary>Whole states after a token with what is at this place replaced; what is above it follows.</summary>
    /// <param name="natural">[rows, whole width] after the token.</param>
    /// <param name="before">[rows, whole width] before it; null where nothing is above.</param>
    /// <param name="replaced">[rows, width of the place]</param>
    public Tensor Replaced(Tensor natural, Tensor? before, Tensor replaced)
    {
        if (Layer is not int layer)
            return replaced;
        IEnumerable<Tensor> below = Enumerable.Range(0, layer).Select(k => Weights.OfLayer(natural, k));
        return HasLayersAbove ? RecurrentPass.Above(Weights, [.. below, replaced], before!) : cat([.. below, replaced], 1);
    }
}
