using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Mas.Benchmarks.Processes;

/// <summary>A Llama of random weights in bfloat16, as a folder with one file. It computes nothing of use.</summary>
internal static class RandomModel
{
    private const int Width = 2048, Inner = 5632, Heads = 32, Words = 32000, BytesAtOnce = 1 << 24;

    /// <param name="bytes">About how large the file becomes; what one block takes at least.</param>
    /// <returns>Bytes of the weights.</returns>
    public static long Write(string folder, double bytes)
    {
        long block = 2L * Sizes(1).Sum(one => Count(one.Shape)), rest = 2L * Sizes(0).Sum(one => Count(one.Shape));
        int layers = (int)Math.Max(1, Math.Round((bytes - rest) / (block - rest)));
        (string Name, long[] Shape)[] tensors = [.. Sizes(layers)];
        File.WriteAllText(Path.Combine(folder, "config.json"), JsonSerializer.Serialize(new
        {
            architectures = (string[])["LlamaForCausalLM"],
            model_type = "llama",
            hidden_size = Width,
            intermediate_size = Inner,
            num_attention_heads = Heads,
            num_key_value_heads = Heads,
            num_hidden_layers = layers,
            vocab_size = Words,
            max_position_embeddings = 2048,
            rms_norm_eps = 1e-5,
            rope_theta = 10000.0,
            hidden_act = "silu",
            tie_word_embeddings = false,
        }));
        using FileStream file = File.Create(Path.Combine(folder, "model.safetensors"));
        long all = WriteHeader(file, tensors);
        byte[] numbers = Numbers();
        for (long done = 0; done < all; done += BytesAtOnce)
            file.Write(numbers, 0, (int)Math.Min(BytesAtOnce, all - done));
        file.Flush(flushToDisk: true);
        return all;
    }

    private static long WriteHeader(FileStream file, (string Name, long[] Shape)[] tensors)
    {
        long at = 0;
        var header = new Dictionary<string, object>();
        foreach ((string name, long[] shape) in tensors)
            header.Add(name, new { dtype = "BF16", shape, data_offsets = (long[])[at, at += 2 * Count(shape)] });
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header), length = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        file.Write(length);
        file.Write(json);
        return at;
    }

    // From −1 to 1, the same ones again and again.
    private static byte[] Numbers()
    {
        var random = new SeededRandom(1);
        var numbers = new ushort[BytesAtOnce / sizeof(ushort)];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = (ushort)(BitConverter.SingleToUInt32Bits((float)(2 * random.NextDouble() - 1)) >> 16);
        return MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray();
    }

    private static long Count(long[] shape) => shape.Aggregate(1L, (product, size) => product * size);

    private static IEnumerable<(string Name, long[] Shape)> Sizes(int layers)
    {
        yield return ("model.embed_tokens.weight", [Words, Width]);
        for (int layer = 0; layer < layers; layer++)
        {
            string name = $"model.layers.{layer}";
            yield return ($"{name}.input_layernorm.weight", [Width]);
            foreach (string part in (string[])["q_proj", "k_proj", "v_proj", "o_proj"])
                yield return ($"{name}.self_attn.{part}.weight", [Width, Width]);
            yield return ($"{name}.post_attention_layernorm.weight", [Width]);
            yield return ($"{name}.mlp.gate_proj.weight", [Inner, Width]);
            yield return ($"{name}.mlp.up_proj.weight", [Inner, Width]);
            yield return ($"{name}.mlp.down_proj.weight", [Width, Inner]);
        }
        yield return ("model.norm.weight", [Width]);
        yield return ("lm_head.weight", [Words, Width]);
    }
}
