namespace Mas.Networks.Pretrained;

/// <summary>GPT-2 (Radford et al. 2019) and GPT-NeoX (Black et al. 2022), of which Pythia is one: layer norms, biases everywhere, no
/// gate.</summary>
internal static class GptFamilies
{
    private const double UsualEpsilon = 1e-5;
    private const double UsualShare = 0.25; // of a head that GPT-NeoX turns
    private const int InnerWidths = 4;      // width of the feed-forward part where GPT-2 does not say it

    public static DecoderFamily Gpt2 { get; } = new("GPT-2", "GPT2LMHeadModel", "gpt2", ReadGpt2, new DecoderLayout
    {
        Root = "transformer.",
        Embedding = "wte",
        Positions = "wpe",
        FinalNorm = "ln_f",
        Head = ["lm_head"],
        Blocks = "h.",
        AttentionNorm = "ln_1",
        FeedForwardNorm = "ln_2",
        Projection = ["attn.c_attn"],
        Output = "attn.c_proj",
        Expansion = ["mlp.c_fc"],
        Contraction = "mlp.c_proj",
        IsTransposed = true,
    });

    public static DecoderFamily NeoX { get; } = new("GPT-NeoX", "GPTNeoXForCausalLM", "gpt_neox", ReadNeoX, new DecoderLayout
    {
        Root = "gpt_neox.",
        Embedding = "embed_in",
        FinalNorm = "final_layer_norm",
        Head = ["embed_out", "lm_head"],
        Blocks = "layers.",
        AttentionNorm = "input_layernorm",
        FeedForwardNorm = "post_attention_layernorm",
        Projection = ["attention.query_key_value"],
        Order = ProjectionOrder.PerHead,
        Output = "attention.dense",
        Expansion = ["mlp.dense_h_to_4h"],
        Contraction = "mlp.dense_4h_to_h",
    });

    private static DecoderConfig ReadGpt2(HubConfig config)
    {
        config.RequireFlag("scale_attn_weights", true);
        config.RequireFlag("scale_attn_by_inverse_layer_idx", false);
        config.RequireFlag("add_cross_attention", false);
        (int width, int heads) = (DecoderFamily.Width(config, "n_embd"), DecoderFamily.Heads(config, "n_head"));
        return Biased(new()
        {
            Architecture = "",
            Width = width,
            Layers = DecoderFamily.Layers(config, "n_layer"),
            Heads = heads,
            KeyValueHeads = heads,
            HeadWidth = DecoderFamily.SharedWidth(config, width, heads, "n_head"),
            Inner = config.Number("n_inner", DecoderFamily.LargestInner, InnerWidths * width),
            Vocabulary = config.Number("vocab_size", DecoderFamily.LargestVocabulary),
            Context = config.Number(config.Has("n_positions") ? "n_positions" : "n_ctx", DecoderFamily.LargestContext),
            HasRootMeanSquareNorm = false,
            Epsilon = config.Positive("layer_norm_epsilon", DecoderFamily.LargestEpsilon, UsualEpsilon),
            Activation = DecoderFamily.Activation(config, "activation_function", "gelu_new"),
            IsTied = config.Flag("tie_word_embeddings", true),
        }, true);
    }

    private static DecoderConfig ReadNeoX(HubConfig config)
    {
        (int width, int heads) = (DecoderFamily.Width(config, "hidden_size"), DecoderFamily.Heads(config, "num_attention_heads"));
        int headWidth = DecoderFamily.SharedWidth(config, width, heads, "num_attention_heads");
        return Biased(new()
        {
            Architecture = "",
            Width = width,
            Layers = DecoderFamily.Layers(config, "num_hidden_layers"),
            Heads = heads,
            KeyValueHeads = heads,
            HeadWidth = headWidth,
            Inner = config.Number("intermediate_size", DecoderFamily.LargestInner),
            Vocabulary = config.Number("vocab_size", DecoderFamily.LargestVocabulary),
            Context = config.Number("max_position_embeddings", DecoderFamily.LargestContext),
            HasRootMeanSquareNorm = false,
            Epsilon = config.Positive("layer_norm_eps", DecoderFamily.LargestEpsilon, UsualEpsilon),
            Rotary = RotaryReading.Read(config, headWidth, UsualShare),
            Activation = DecoderFamily.Activation(config, "hidden_act", "gelu"),
            IsParallel = config.Flag("use_parallel_residual", true),
            IsTied = config.Flag("tie_word_embeddings", false),
        }, config.Flag("attention_bias", true));
    }

    private static DecoderConfig Biased(DecoderConfig read, bool hasAttentionBias) => read with
    {
        HasProjectionBias = hasAttentionBias,
        HasOutputBias = hasAttentionBias,
        HasInnerBias = true,
    };
}
