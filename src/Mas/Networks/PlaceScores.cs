namespace Mas.Networks;

/// <summary>How logits compare with labels, some places at a time, so that logits of all places and words are never there at
/// once.</summary>
/// <param name="labels">[places] the token that should be predicted.</param>
/// <param name="shares">[places] d(total)/d(loss); null where no gradient is wanted.</param>
internal sealed class PlaceScores(long[] labels, double[]? shares)
{
    /// <summary>[places] cross-entropy.</summary>
    public double[] Losses { get; } = new double[labels.Length];

    /// <summary>[places] the most probable token.</summary>
    public long[] Predicted { get; } = new long[labels.Length];

    public bool HasNoNumber => Array.Exists(Losses, loss => !double.IsFinite(loss));

    /// <summary>Compares some of them.</summary>
    /// <param name="places">[own places] which.</param>
    /// <param name="logits">[own places, vocab]</param>
    /// <returns>The gradient of the total with respect to the logits; null where none is wanted.</returns>
    public Tensor? Add(int[] places, Tensor logits)
    {
        using var scope = NewDisposeScope();
        using var mode = set_grad_enabled(shares is not null);
        Device device = Device.Of(logits);
        Tensor leaf = logits.detach().requires_grad_(shares is not null);
        Tensor losses = nn.functional.cross_entropy(
            leaf, device.Indices(Array.ConvertAll(places, place => labels[place])), reduction: nn.Reduction.None);
        double[] found = losses.detach().to_type(ScalarType.Float64).ToArray<double>();
        long[] words = leaf.detach().argmax(1).ToArray<long>();
        foreach ((int at, int place) in places.Index())
            (Losses[place], Predicted[place]) = (found[at], words[at]);
        if (shares is null)
            return null;
        (losses * device.From(Array.ConvertAll(places, place => shares[place]), places.Length)).sum().backward();
        return leaf.grad!.MoveToOuterDisposeScope();
    }
}
