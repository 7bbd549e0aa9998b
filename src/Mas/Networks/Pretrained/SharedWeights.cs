namespace Mas.Networks.Pretrained;

/// <summary>A tensor that networks hold together; disposed of when the last of them lets it go.</summary>
internal sealed class SharedWeight(Tensor tensor)
{
    public Tensor Tensor => tensor;

    /// <summary>Networks, or parts of one, that hold it.</summary>
    public int Holders { get; set; } = 1;
}

/// <summary>The weights of every open decoder. What a network reads and what is there already, bit for bit, is held once: fine-tunes of one
/// base cost the base and what they have changed.</summary>
internal static class SharedWeights
{
    private static readonly List<SharedWeight> s_all = [];

    /// <summary>Held while a network is opened or closed.</summary>
    public static Lock Gate { get; } = new();

    /// <summary>Those of a shape, a place and a type.</summary>
    public static IReadOnlyList<SharedWeight> Alike(long[] shape, Device device) =>
        [.. s_all.Where(weight => Device.Of(weight.Tensor) == device && weight.Tensor.shape.AsSpan().SequenceEqual(shape))];

    /// <summary>A new one, with one holder.</summary>
    public static SharedWeight Add(Tensor tensor)
    {
        var weight = new SharedWeight(tensor.DetachFromDisposeScope());
        s_all.Add(weight);
        return weight;
    }

    /// <summary>One holder less of each.</summary>
    public static void Release(IEnumerable<SharedWeight> weights)
    {
        lock (Gate)
        {
            foreach (SharedWeight weight in weights)
            {
                if (--weight.Holders > 0)
                    continue;
                s_all.Remove(weight);
                weight.Tensor.Dispose();
            }
        }
    }
}
