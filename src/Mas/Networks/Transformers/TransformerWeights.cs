namespace Mas.Networks.Transformers;

/// <summary>The weights of a rotary transformer, named as in a checkpoint. A view: whoever made the tensors owns them.</summary>
internal sealed class TransformerWeights : IDisposable
{
    /// <param name="named">Names and shapes are those of <see cref="Shapes"/>.</param>
    internal TransformerWeights(IReadOnlyDictionary<string, Tensor> named)
    {
        Named = new SortedDictionary<string, Tensor>(named.ToDictionary(), StringComparer.Ordinal);
        Embedding = Named["embedding.weight"];
        int layers = Named.Keys.Count(name => name.EndsWith(".norm_1.weight", StringComparison.Ordinal));
        Blocks = [.. Enumerable.Range(0, layers).Select(layer => new TransformerBlock(Named, $"blocks.{layer}."))];
    }

    /// <summary>By checkpoint name, in ordinal order.</summary>
    public IReadOnlyDictionary<string, Tensor> Named { get; }

    /// <summary>[vocab, width]</summary>
    public Tensor Embedding { get; }

    /// <summary>Where they are, and their type.</summary>
    internal Device Device => Device.Of(Embedding);

    /// <summary>Width of the residual stream.</summary>
    public int Width => (int)Embedding.size(1);

    internal IReadOnlyList<TransformerBlock> Blocks { get; }

    /// <summary>Logits of what leaves the last block, [positions, vocab], differentiable: layer norm, linear.</summary>
    internal Tensor Logits(Tensor stream)
    {
        using var scope = NewDisposeScope();
        Tensor normed = nn.functional.layer_norm(stream, [Width], Named["norm.weight"], Named["norm.bias"], TransformerBlock.NormEpsilon);
        return nn.functional.linear(normed, Named["head.weight"], Named["head.bias"]).MoveToOuterDisposeScope();
    }

    /// <summary>Checkpoint names and shapes of a network of this size.</summary>
    internal static IReadOnlyDictionary<string, long[]> Shapes(int vocabulary, int width, int layers)
    {
        var shapes = new Dictionary<string, long[]>();
        void Add(string name, params long[] weight) => (shapes[$"{name}.weight"], shapes[$"{name}.bias"]) = (weight, [weight[0]]);
        shapes["embedding.weight"] = [vocabulary, width];
        for (int layer = 0; layer < layers; layer++)
        {
            Add($"blocks.{layer}.norm_1", width);
            foreach (string part in (string[])["query", "key", "value", "output"])
                Add($"blocks.{layer}.attention.{part}", width, width);
            Add($"blocks.{layer}.norm_2", width);
            Add($"blocks.{layer}.feed_forward.0", 4L * width, width);
            Add($"blocks.{layer}.feed_forward.2", width, 4L * width);
        }
        Add("norm", width);
        Add("head", vocabulary, width);
        return shapes;
    }

    /// <summary>A copy of another type, for instance float64 for exact comparisons; it belongs to the caller.</summary>
    public TransformerWeights To(ScalarType type)
    {
        using var scope = NewDisposeScope();
        return new(Named.ToDictionary(pair => pair.Key, pair => pair.Value.detach().to_type(type, copy: true).DetachFromDisposeScope()));
    }

    public void Dispose()
    {
        foreach (Tensor weight in Named.Values)
            weight.Dispose();
    }
}
