namespace Mas.Networks.Pretrained;

/// <summary>A norm's weight and, of a layer norm, bias.</summary>
internal sealed record NormPlan(TensorPlan Weight, TensorPlan? Bias);

/// <summary>What a block is read from.</summary>
internal sealed record BlockPlan(
    NormPlan AttentionNorm, NormPlan FeedForwardNorm, NormPlan? QueryNorm, NormPlan? KeyNorm, MatrixPlan Projection, MatrixPlan Output,
    MatrixPlan Expansion, MatrixPlan Contraction)
{
    public IReadOnlyList<MatrixPlan> Matrices => [Projection, Output, Expansion, Contraction];

    /// <summary>The same with its matrices rounded.</summary>
    public BlockPlan Rounded(int bits) => this with
    {
        Projection = Projection with { Bits = bits },
        Output = Output with { Bits = bits },
        Expansion = Expansion with { Bits = bits },
        Contraction = Contraction with { Bits = bits },
    };

    public IEnumerable<NormPlan> Norms => new[] { AttentionNorm, FeedForwardNorm, QueryNorm, KeyNorm }.OfType<NormPlan>();
}

/// <summary>What a decoder is read from: every tensor that it holds, and where that is in the files.</summary>
/// <param name="Positions">Null where positions are not learned.</param>
/// <param name="Head">Null where the embedding is the head too.</param>
internal sealed record DecoderPlan(
    TensorPlan Embedding, TensorPlan? Positions, IReadOnlyList<BlockPlan> Blocks, NormPlan FinalNorm, MatrixPlan? Head)
{
    /// <summary>Every matrix, the head among them.</summary>
    public IEnumerable<MatrixPlan> Matrices => Blocks.SelectMany(block => block.Matrices).Concat(Head is null ? [] : [Head]);

    /// <summary>Every tensor.</summary>
    public IEnumerable<TensorPlan> Tensors
    {
        get
        {
            IEnumerable<NormPlan> norms = Blocks.SelectMany(block => block.Norms).Append(FinalNorm);
            IEnumerable<TensorPlan?> all = [Embedding, Positions, .. norms.SelectMany(norm => new[] { norm.Weight, norm.Bias }),
                .. Matrices.SelectMany(matrix => new[] { matrix.Weight, matrix.Bias })];
            return all.OfType<TensorPlan>();
        }
    }

    /// <summary>Learned numbers.</summary>
    public long Parameters => Tensors.Sum(tensor => tensor.Count);

    /// <summary>The same with its matrices rounded; embedding and head to 8 bits in any case.</summary>
    public DecoderPlan Rounded(int bits) => this with
    {
        Embedding = Embedding with { Rounding = new(WeightRounding.OfWords, IsTransposed: false) },
        Blocks = [.. Blocks.Select(block => block.Rounded(bits))],
        Head = Head is null ? null : Head with { Bits = WeightRounding.OfWords },
    };

    /// <param name="has">Whether the files have a tensor.</param>
    /// <param name="path">Of the configuration, for the message.</param>
    /// <exception cref="InputException">There is no head.</exception>
    public static DecoderPlan Of(DecoderConfig config, DecoderLayout layout, Func<string, bool> has, string path)
    {
        string? head = layout.Head.FirstOrDefault(name => has($"{name}.weight"));
        if (head is null && !config.IsTied)
            throw new InputException($"the weights have no '{layout.Head[0]}.weight', and config.json does not say that the embedding is "
                + "the head too ('tie_word_embeddings'); the download may be incomplete", path, key: "tie_word_embeddings");
        var plans = new BlockPlans(config, layout);
        return new DecoderPlan(
            TensorPlan.Whole($"{layout.Root}{layout.Embedding}.weight", [config.Vocabulary, config.Width], isMatrix: true),
            layout.Positions is null ? null
                : TensorPlan.Whole($"{layout.Root}{layout.Positions}.weight", [config.Context, config.Width], isMatrix: false),
            [.. Enumerable.Range(0, config.Layers).Select(plans.Of)],
            plans.Norm($"{layout.Root}{layout.FinalNorm}", config.Width),
            head is null ? null : MatrixPlan.Single(head, config.Vocabulary, config.Width, hasBias: false));
    }
}
