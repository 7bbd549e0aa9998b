namespace Mas.Networks.Transformers;

/// <summary>The weights of a transformer.</summary>
internal sealed class TransformerWeights(IReadOnlyDictionary<string, Tensor> named, TransformerDesign design) : NetworkWeights(named)
{
    public TransformerDesign Design => design;

    /// <summary>[vocab, width]</summary>
    public Tensor Embedding { get; } = named["embedding.weight"];

    public int Width => (int)Embedding.size(1);

    internal IReadOnlyList<TransformerBlock> Blocks { get; } =
    [
        .. Enumerable.Range(0, named.Keys.Count(name => name.EndsWith(".norm_1.weight", StringComparison.Ordinal)))
            .Select(layer => new TransformerBlock(named, $"blocks.{layer}.", design)),
    ];

    /// <summary>The stream that enters the first block, [positions, width], differentiable.</summary>
    /// <param name="words">[positions]</param>
    /// <param name="positions">[positions] each counted from the first token of its sequence.</param>
    /// <exception cref="InputException">A sequence is longer than the network has learned positions.</exception>
    internal Tensor Embed(ReadOnlySpan<int> words, int[] positions)
    {
        Tensor embedded = Embedding.Rows(words);
        if (design.EmbeddingScale == 1 && design.Positions is PositionCode.Rotary or PositionCode.None)
            return embedded;
        using var scope = NewDisposeScope();
        using TorchSharp.Scalar scale = design.EmbeddingScale;
        Tensor scaled = embedded.mul(scale);
        embedded.Dispose();
        return (design.Positions switch
        {
            PositionCode.Learned => scaled.add(Learned(positions), HeldScalar.One),
            PositionCode.Sinusoidal => scaled.add(Sinusoids.At(positions, Width, Device), HeldScalar.One),
            _ => scaled,
        }).MoveToOuterDisposeScope();
    }

    /// <summary>How many positions are learned; null where none are.</summary>
    internal int? LearnedPositions => design.Positions == PositionCode.Learned ? (int)Named[TransformerConfig.PositionsName].size(0) : null;

    private Tensor Learned(int[] positions)
    {
        Tensor table = Named[TransformerConfig.PositionsName];
        int longest = positions.DefaultIfEmpty(-1).Max() + 1;
        return longest <= table.size(0) ? table.Rows(positions) : throw new InputException(
            $"a sequence has {longest} tokens, and the network has learned {table.size(0)} positions; use shorter sequences");
    }

    /// <summary>Logits of what leaves the last block, [positions, vocab], differentiable: layer norm where there is a last one,
    /// linear.</summary>
    internal Tensor Logits(Tensor stream)
    {
        using var scope = NewDisposeScope();
        Tensor read = Named.TryGetValue("norm.weight", out Tensor? factors)
            ? nn.functional.layer_norm(stream, [Width], factors, Named["norm.bias"], design.NormEpsilon) : stream;
        return nn.functional.linear(read, Named["head.weight"], Named["head.bias"]).MoveToOuterDisposeScope();
    }
}
