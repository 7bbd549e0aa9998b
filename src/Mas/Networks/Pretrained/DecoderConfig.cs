namespace Mas.Networks.Pretrained;

/// <summary>What is normalised of queries and keys, before they are turned.</summary>
internal enum QueryKeyNorm
{
    None,
    PerHead,
    WholeProjection,
}

/// <summary>The switches of a decoder: what one family does otherwise than another is said here and nowhere else.</summary>
internal sealed record DecoderConfig
{
    /// <summary>As <c>config.json</c> has it, such as <c>LlamaForCausalLM</c>.</summary>
    public required string Architecture { get; init; }

    public required int Width { get; init; }

    public required int Layers { get; init; }

    public required int Heads { get; init; }

    /// <summary>Heads of keys and values, each of them read by as many neighbouring heads.</summary>
    public required int KeyValueHeads { get; init; }

    /// <summary>Width of one head, which may be more or less than the width over the number of heads.</summary>
    public required int HeadWidth { get; init; }

    /// <summary>Width of the feed-forward part.</summary>
    public required int Inner { get; init; }

    /// <summary>Rows of the embedding, of which the tokeniser may use fewer.</summary>
    public required int Vocabulary { get; init; }

    /// <summary>Positions that it was made for.</summary>
    public required int Context { get; init; }

    /// <summary>Root-mean-square norms without a bias; else layer norms.</summary>
    public required bool HasRootMeanSquareNorm { get; init; }

    public required double Epsilon { get; init; }

    /// <summary>Whether a norm is taken of what a part adds to the stream; else of what it reads.</summary>
    public bool IsNormAfter { get; init; }

    public QueryKeyNorm QueryKeyNorm { get; init; }

    /// <summary>Null where positions are learned vectors, added to the embedding.</summary>
    public RotaryConfig? Rotary { get; init; }

    /// <summary>Positions that attention looks back on, its own among them; null for all.</summary>
    public int? Window { get; init; }

    /// <summary>A word of <see cref="Networks.Activation"/>.</summary>
    public required string Activation { get; init; }

    /// <summary>Whether the feed-forward part is down(activation(gate(x)) · up(x)); else down(activation(up(x))).</summary>
    public bool IsGated { get; init; }

    /// <summary>Whether both parts of a block read the stream that enters it; else the second one reads what the first one left.</summary>
    public bool IsParallel { get; init; }

    /// <summary>Biases of queries, keys and values.</summary>
    public bool HasProjectionBias { get; init; }

    /// <summary>Bias of what attention adds to the stream.</summary>
    public bool HasOutputBias { get; init; }

    /// <summary>Biases of the feed-forward part.</summary>
    public bool HasInnerBias { get; init; }

    /// <summary>Whether the embedding is the head too where the files have no head.</summary>
    public bool IsTied { get; init; }

    public int QueryWidth => Heads * HeadWidth;

    public int KeyValueWidth => KeyValueHeads * HeadWidth;

    /// <summary>Outputs of the first layer of the feed-forward part.</summary>
    public int Expanded => IsGated ? 2 * Inner : Inner;

    /// <summary>Multiplications of one block for one token, but for attention's own.</summary>
    public double BlockMultiplications =>
        (double)Width * (QueryWidth + 2 * KeyValueWidth + QueryWidth) + (double)Width * (Expanded + Inner);

    /// <summary>Multiplications of attention in one block for one token.</summary>
    /// <param name="keys">Positions that it looks at.</param>
    public double AttentionMultiplications(double keys) => 2 * QueryWidth * Math.Min(keys, Window ?? double.PositiveInfinity);

    /// <summary>Multiplications of the head for one token.</summary>
    public double HeadMultiplications => (double)Width * Vocabulary;

    /// <summary>Bytes of keys and values that one token leaves in one block.</summary>
    public double CacheBytes => 2.0 * KeyValueWidth * sizeof(float);
}
