namespace Mas.Networks;

/// <summary>The weights of one kind of network, named as in a checkpoint. A view of tensors that someone else may own; disposing it
/// disposes of them.</summary>
/// <param name="named">Names and shapes are those of the network's configuration.</param>
internal abstract class NetworkWeights(IReadOnlyDictionary<string, Tensor> named) : IDisposable
{
    /// <summary>By checkpoint name, in ordinal order.</summary>
    public IReadOnlyDictionary<string, Tensor> Named { get; } =
        new SortedDictionary<string, Tensor>(named.ToDictionary(), StringComparer.Ordinal);

    /// <summary>Where they are, and their type.</summary>
    internal Device Device { get; } = Device.Of(named.Values.First());

    public void Dispose() => Named.Values.DisposeAll();
}
