namespace Mas.Networks.Transformers;

/// <summary>The weights of a rotary transformer.</summary>
internal sealed class TransformerWeights(IReadOnlyDictionary<string, Tensor> named) : NetworkWeights(named)
{
    /// <summary>[vocab, width]</summary>
    public Tensor Embedding { get; } = named["embedding.weight"];

    public int Width => (int)Embedding.size(1);

    internal IReadOnlyList<TransformerBlock> Blocks { get; } =
    [
        .. Enumerable.Range(0, named.Keys.Count(name => name.EndsWith(".norm_1.weight", StringComparison.Ordinal)))
            .Select(layer => new TransformerBlock(named, $"blocks.{layer}.")),
    ];

    /// <summary>Logits of what leaves the last block, [positions, vocab], differentiable: layer norm, linear.</summary>
    internal Tensor Logits(Tensor stream)
    {
        using var scope = NewDisposeScope();
        Tensor normed = nn.functional.layer_norm(stream, [Width], Named["norm.weight"], Named["norm.bias"], TransformerBlock.NormEpsilon);
        return nn.functional.linear(normed, Named["head.weight"], Named["head.bias"]).MoveToOuterDisposeScope();
    }
}
