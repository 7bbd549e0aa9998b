namespace Mas.Networks;

/// <summary>A network that has taken over its weights and frozen them.</summary>
internal abstract class FrozenNetwork<TWeights> : Network
    where TWeights : NetworkWeights
{
    private protected FrozenNetwork(TWeights weights)
    {
        Weights = weights;
        foreach (Tensor weight in weights.Named.Values)
            weight.DetachFromDisposeScope().requires_grad_(false);
    }

    /// <summary>All of them frozen; they end with the network.</summary>
    public TWeights Weights { get; }

    public sealed override Device Device => Weights.Device;

    public sealed override long ParameterCount => Weights.Named.Values.Sum(weight => weight.numel());

    /// <summary>Index of a site among <see cref="Network.Sites"/>.</summary>
    /// <exception cref="ArgumentException"><paramref name="network"/>, described in words, has no such site.</exception>
    private protected int PlaceOf(Site site, string network) => Sites.ToList().IndexOf(site) is >= 0 and int place
        ? place : throw new ArgumentException(
            $"{network} has no site '{site.Name}'; it has {string.Join(", ", Sites.Select(one => one.Name))}.", nameof(site));

    public override void Dispose() => Weights.Dispose();
}
