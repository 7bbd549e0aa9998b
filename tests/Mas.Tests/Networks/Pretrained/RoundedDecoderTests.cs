using Mas.Kernels;
using Mas.Networks.Pretrained;
using Mas.Tensors;
using Mas.Tensors.Safetensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.Pretrained;

/// <summary>Decoders whose matrices are rounded when they are read.</summary>
public sealed class RoundedDecoderTests : IDisposable
{
    private readonly DisposeScope _scope;

    public RoundedDecoderTests()
    {
        NativeTorch.Load();
        _scope = NewDisposeScope();
    }

    // GPT-2's files hold [in, out]; rows of one output each are rounded all the same.
    [Theory]
    [InlineData("gpt2-tiny", "transformer.h.0.mlp.c_fc.weight", true, 8)]
    [InlineData("gpt2-tiny", "transformer.h.0.mlp.c_fc.weight", true, 4)]
    [InlineData("llama-tied-tiny", "model.layers.1.mlp.down_proj.weight", false, 4)]
    public void Rows_of_outputs_are_rounded_and_norms_stay(string folder, string name, bool isTransposed, int bits)
    {
        using Decoder plain = Open(folder, null), rounded = Open(folder, bits);
        Tensor Held(Decoder decoder, int at) => decoder.Weights.Held[at].Tensor;
        using SafetensorsFile file = SafetensorsFile.Open(Path.Combine(DecoderCase.FolderOf(folder), "model.safetensors"));
        Tensor stored = file.Read(file.Contains(name) ? name : name["transformer.".Length..], Device.Cpu);
        Tensor rows = isTransposed ? stored.t().contiguous() : stored;
        float[] expected = rows.data<float>().ToArray();
        RoundedNumbers.Round(expected, (int)rows.size(1), bits);
        Tensor wanted = tensor(expected, rows.shape);
        Tensor laid = isTransposed ? wanted.t().contiguous() : wanted;
        Assert.Single(rounded.Weights.Held, one =>
            one.Tensor.shape.SequenceEqual(laid.shape) && one.Tensor.bytes.SequenceEqual(laid.bytes.ToArray()));

        // Norms and biases are held together with the original, and so are learned positions; matrices are not.
        for (int at = 0; at < plain.Weights.Held.Count; at++)
            Assert.Equal(Held(plain, at).dim() == 1 || ReferenceEquals(Held(plain, at), plain.Weights.Positions),
                ReferenceEquals(Held(plain, at), Held(rounded, at)));
    }

    [Fact]
    public void Embedding_and_head_have_8_bits_whatever_the_others_have()
    {
        using Decoder eight = Open("llama-tied-tiny", 8), four = Open("llama-tied-tiny", 4);
        Assert.Same(eight.Weights.Embedding, four.Weights.Embedding);
        float[] row = eight.Weights.Embedding[3].data<float>().ToArray();
        double step = row.Max(Math.Abs) / 127;
        Assert.All(row, one => Assert.Equal(Math.Round(one / step), one / step, 1e-3));
    }

    [Fact]
    public void Fewer_bits_are_further_from_the_original_and_the_same_bits_are_held_once()
    {
        using Decoder plain = Open("llama-tiny", null), eight = Open("llama-tiny", 8), four = Open("llama-tiny", 4);
        using Decoder again = Open("llama-tiny", 4);
        int[] ids = [.. Enumerable.Range(3, 20)];
        Tensor Logits(Decoder decoder) => decoder.Head(decoder.Blocks(decoder.Embed(ids, 1), 0, 3).view(20, -1));
        double near = Golden.Difference(Logits(eight), Logits(plain)), far = Golden.Difference(Logits(four), Logits(plain));
        Assert.InRange(near, 1e-4, far / 3);
        Assert.Equal(0, Golden.Difference(Logits(again), Logits(four)));
        Assert.Equal(four.Weights.Held.Select(one => one.Tensor), again.Weights.Held.Select(one => one.Tensor));
    }

    private static Decoder Open(string folder, int? bits) => PretrainedFolder.Open(DecoderCase.FolderOf(folder), bits: bits);

    public void Dispose() => _scope.Dispose();
}
