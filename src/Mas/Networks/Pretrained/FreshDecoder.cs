using System.Text.Json;

namespace Mas.Networks.Pretrained;

/// <summary>A small decoder of the Llama family that is to be trained: root-mean-square norms, rotary positions, a gated feed-forward part
/// of 8/3 of the width, and an embedding that is the head too.</summary>
internal sealed record FreshDecoder(int Width, int Layers, int Heads, int Vocabulary)
{
    private const int InnerStep = 8; // the feed-forward part is a multiple of it
    private const double Deviation = 0.02;

    /// <summary>What is wrong with these sizes; null where nothing is.</summary>
    public string? Fault => Width % Heads != 0 ? $"a width of {Width} cannot be shared by {Heads} heads; wanted is a multiple"
        : Width / Heads % 2 != 0 ? $"a head would have {Width / Heads} entries of the width {Width}, and rotary positions turn pairs; "
            + "an even number for each head is wanted"
        : null;

    private int Inner => (8 * Width / 3 + InnerStep - 1) / InnerStep * InnerStep;

    /// <summary>Its <c>config.json</c>.</summary>
    public string Json => Invariant($$"""
        {
          "architectures": ["LlamaForCausalLM"],
          "model_type": "llama",
          "hidden_size": {{Width}},
          "intermediate_size": {{Inner}},
          "num_hidden_layers": {{Layers}},
          "num_attention_heads": {{Heads}},
          "num_key_value_heads": {{Heads}},
          "head_dim": {{Width / Heads}},
          "vocab_size": {{Vocabulary}},
          "max_position_embeddings": 2048,
          "hidden_act": "silu",
          "rms_norm_eps": 1e-05,
          "rope_theta": 10000.0,
          "attention_bias": false,
          "mlp_bias": false,
          "tie_word_embeddings": true,
          "torch_dtype": "float32"
        }

        """);

    /// <summary>The same as its folder is read.</summary>
    public DecoderConfig Config
    {
        get
        {
            using JsonDocument document = JsonDocument.Parse(Json);
            return LlamaFamilies.Llama.Configure(new HubConfig(document.RootElement, "config.json"));
        }
    }

    /// <summary>The tensors that it is made of.</summary>
    public DecoderPlan Plan => DecoderPlan.Of(Config, LlamaFamilies.Llama.Layout, _ => false, "config.json");

    /// <summary>Weights before training, by the name of the first tensor of the files that each holds: norms 1, everything else normal with
    /// deviation 0.02, and what ends in the stream by √(2 · layers) less, as in GPT-2.</summary>
    public IReadOnlyDictionary<string, Tensor> Random(ulong seed) => Plan.Tensors.ToDictionary(NameOf, plan =>
    {
        var numbers = new float[plan.Count];
        var random = new SeededRandom(SeededRandom.Derive(seed, NameOf(plan)));
        double deviation = Deviation / (EndsInStream(NameOf(plan)) ? Math.Sqrt(2.0 * Layers) : 1);
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = plan.IsMatrix ? (float)(deviation * random.NextGaussian()) : 1;
        return Device.Cpu.From(numbers, plan.Shape).DetachFromDisposeScope();
    });

    /// <summary>What a tensor is called here.</summary>
    public static string NameOf(TensorPlan plan) => plan.Parts[0].Name;

    private static bool EndsInStream(string name) => name.EndsWith("o_proj.weight", StringComparison.Ordinal)
        || name.EndsWith("down_proj.weight", StringComparison.Ordinal);
}
