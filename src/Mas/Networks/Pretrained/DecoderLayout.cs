namespace Mas.Networks.Pretrained;

/// <summary>How queries, keys and values lie in one module of the files.</summary>
internal enum ProjectionOrder
{
    Blocks,  // all queries, all keys, all values
    PerHead, // query, key and value of the first head, then of the second
}

/// <summary>The names that a family's files have for the parts of a decoder, without <c>.weight</c> and <c>.bias</c>. Several names for one
/// part are modules that are put together to one matrix, one below the other.</summary>
internal sealed record DecoderLayout
{
    /// <summary>Before every name but the head's; older files may lack it.</summary>
    public required string Root { get; init; }

    public required string Embedding { get; init; }

    /// <summary>Null where positions are not learned.</summary>
    public string? Positions { get; init; }

    public required string FinalNorm { get; init; }

    /// <summary>Names that the head may have.</summary>
    public required IReadOnlyList<string> Head { get; init; }

    /// <summary>Before the number of a block.</summary>
    public required string Blocks { get; init; }

    /// <summary>The norm before or after attention.</summary>
    public required string AttentionNorm { get; init; }

    /// <summary>The norm before or after the feed-forward part.</summary>
    public required string FeedForwardNorm { get; init; }

    public string QueryNorm { get; init; } = "self_attn.q_norm";

    public string KeyNorm { get; init; } = "self_attn.k_norm";

    /// <summary>Queries, keys and values: three modules, or one.</summary>
    public required IReadOnlyList<string> Projection { get; init; }

    public ProjectionOrder Order { get; init; }

    public required string Output { get; init; }

    /// <summary>Gate and up, or up alone.</summary>
    public required IReadOnlyList<string> Expansion { get; init; }

    public required string Contraction { get; init; }

    /// <summary>Whether the weights of a block's matrices are [in, out].</summary>
    public bool IsTransposed { get; init; }

    /// <summary>Tensors that some files hold and that are no weights: masks and frequencies.</summary>
    public static IReadOnlyList<string> Ignored { get; } =
        ["*.attn.bias", "*.attn.masked_bias", "*.attention.bias", "*.attention.masked_bias", "*.rotary_emb.inv_freq"];
}
