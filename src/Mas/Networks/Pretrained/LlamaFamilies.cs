namespace Mas.Networks.Pretrained;

/// <summary>Llama (Touvron et al. 2023) and its kin: root-mean-square norms, rotary positions, a gated feed-forward part.</summary>
internal static class LlamaFamilies
{
    private const int MistralWindow = 4096; // where the file does not speak of it
    private const int Qwen3HeadWidth = 128; // where the file does not speak of it

    private static readonly DecoderLayout s_layout = new()
    {
        Root = "model.",
        Embedding = "embed_tokens",
        FinalNorm = "norm",
        Head = ["lm_head"],
        Blocks = "layers.",
        AttentionNorm = "input_layernorm",
        FeedForwardNorm = "post_attention_layernorm",
        Projection = ["self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"],
        Output = "self_attn.o_proj",
        Expansion = ["mlp.gate_proj", "mlp.up_proj"],
        Contraction = "mlp.down_proj",
    };

    /// <summary>SmolLM2 is one.</summary>
    public static DecoderFamily Llama { get; } = new("Llama", "LlamaForCausalLM", "llama", ReadLlama, s_layout);

    public static DecoderFamily Mistral { get; } = new("Mistral", "MistralForCausalLM", "mistral", ReadMistral, s_layout);

    /// <summary>Qwen2.5 too.</summary>
    public static DecoderFamily Qwen2 { get; } = new("Qwen2", "Qwen2ForCausalLM", "qwen2", ReadQwen2, s_layout);

    public static DecoderFamily Qwen3 { get; } = new("Qwen3", "Qwen3ForCausalLM", "qwen3", ReadQwen3, s_layout);

    /// <summary>What is the norm before the feed-forward part in the others is the norm after attention here.</summary>
    public static DecoderFamily Olmo2 { get; } = new("OLMo 2", "Olmo2ForCausalLM", "olmo2", ReadOlmo2, s_layout with
    {
        AttentionNorm = "post_attention_layernorm",
        FeedForwardNorm = "post_feedforward_layernorm",
    });

    private static DecoderConfig ReadLlama(HubConfig config)
    {
        config.RequireFlag("rope_interleaved", false);
        return Read(config) with
        {
            HasProjectionBias = config.Flag("attention_bias", false),
            HasOutputBias = config.Flag("attention_bias", false),
            HasInnerBias = config.Flag("mlp_bias", false),
        };
    }

    private static DecoderConfig ReadMistral(HubConfig config) => Read(config) with
    {
        Window = config.IsNull("sliding_window") ? null
            : config.Number("sliding_window", DecoderFamily.LargestContext, MistralWindow),
    };

    private static DecoderConfig ReadQwen2(HubConfig config)
    {
        RequireWholeAttention(config);
        config.RequireFlag("use_mrope", false);
        return Read(config) with { HasProjectionBias = true };
    }

    private static DecoderConfig ReadQwen3(HubConfig config)
    {
        RequireWholeAttention(config);
        return Read(config, Qwen3HeadWidth) with
        {
            QueryKeyNorm = QueryKeyNorm.PerHead,
            HasProjectionBias = config.Flag("attention_bias", false),
            HasOutputBias = config.Flag("attention_bias", false),
        };
    }

    private static DecoderConfig ReadOlmo2(HubConfig config) => Read(config) with
    {
        IsNormAfter = true,
        QueryKeyNorm = QueryKeyNorm.WholeProjection,
        HasProjectionBias = config.Flag("attention_bias", false),
        HasOutputBias = config.Flag("attention_bias", false),
    };

    // Qwen's window is of some layers only, and no published network has it switched on.
    private static void RequireWholeAttention(HubConfig config)
    {
        if (config.Flag("use_sliding_window", false))
            throw config.Error("'use_sliding_window' is true: some layers look back on a window only, which this program does not compute "
                + "for this family", "use_sliding_window");
    }

    private static DecoderConfig Read(HubConfig config, int? headWidth = null)
    {
        (int width, int heads) = (DecoderFamily.Width(config, "hidden_size"), DecoderFamily.Heads(config, "num_attention_heads"));
        int each = config.Has("head_dim") ? DecoderFamily.Width(config, "head_dim")
            : headWidth ?? DecoderFamily.SharedWidth(config, width, heads, "num_attention_heads");
        return new DecoderConfig
        {
            Architecture = "",
            Width = width,
            Layers = DecoderFamily.Layers(config, "num_hidden_layers"),
            Heads = heads,
            KeyValueHeads = config.Number("num_key_value_heads", heads, heads),
            HeadWidth = each,
            Inner = config.Number("intermediate_size", DecoderFamily.LargestInner),
            Vocabulary = config.Number("vocab_size", DecoderFamily.LargestVocabulary),
            Context = config.Number("max_position_embeddings", DecoderFamily.LargestContext),
            HasRootMeanSquareNorm = true,
            Epsilon = config.Positive("rms_norm_eps", DecoderFamily.LargestEpsilon),
            Rotary = RotaryReading.Read(config, each),
            Activation = DecoderFamily.Activation(config, "hidden_act", "silu"),
            IsGated = true,
            IsTied = config.Flag("tie_word_embeddings", false),
        };
    }
}
