using Mas.Networks.Pretrained;
using Mas.Oracles.Files;
using Mas.Oracles.Networks;
using Mas.Tensors.Safetensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.Pretrained;

/// <summary>Every family, every form of its files and every adapter against the family's own library.</summary>
public sealed class DecoderGoldenTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<DecoderCase> Cases => [.. DecoderCase.All];

    public static TheoryData<DecoderCase> Padded => [.. DecoderCase.All.Where(one => one.Adapter is null)];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void The_stream_before_every_block_and_the_logits_are_those_of_the_library(DecoderCase one)
    {
        (Decoder decoder, SafetensorsFile values) = (one.Open(), one.Values());
        using (decoder)
        using (values)
        using (no_grad())
        {
            int[] ids = values.Int32s("input_ids");
            int rows = (int)values["input_ids"].Shape[0], seen = 0;
            Tensor last = decoder.Blocks(decoder.Embed(ids, rows), 0, decoder.Config.Layers, entering: (block, stream) =>
            {
                DecoderCase.Close(stream, values.Double($"hidden_states.{block}"), DecoderCase.Hidden);
                seen++;
            });
            Assert.Equal(decoder.Config.Layers + 1, seen);
            Tensor flat = last.view(-1, decoder.Config.Width), logits = values.Double("logits");
            if (values.Contains("final_norm"))
                DecoderCase.Close(decoder.Normed(flat), values.Double("final_norm").view(flat.shape), DecoderCase.Hidden);
            DecoderCase.Close(decoder.Head(flat).view(logits.shape), logits, DecoderCase.Logits);
            const int first = 7, count = 11;
            DecoderCase.Close(decoder.Logits(decoder.Normed(flat), first, count), logits.view(flat.size(0), -1).narrow(1, first, count),
                DecoderCase.Logits);
        }
    }

    [Theory]
    [MemberData(nameof(Padded), DisableDiscoveryEnumeration = true)]
    public void A_row_alone_has_the_logits_that_it_has_in_a_padded_batch(DecoderCase one)
    {
        (Decoder decoder, SafetensorsFile values) = (one.Open(), one.Values());
        using (decoder)
        using (values)
        using (no_grad())
        {
            Tensor expected = values.Double("padded_logits"); // [rows, time, vocabulary]
            int time = (int)expected.size(1);
            int[] ids = values.Int32s("padded_input_ids"), mask = values.Int32s("attention_mask");
            for (int row = 0; row < expected.size(0); row++)
            {
                int length = mask.Skip(row * time).Take(time).Sum();
                Tensor stream = decoder.Blocks(decoder.Embed(ids.AsSpan(row * time, length), 1), 0, decoder.Config.Layers);
                DecoderCase.Close(decoder.Head(stream[0]), expected[row].narrow(0, 0, length), DecoderCase.Logits);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Greedy_tokens_with_keys_and_values_kept_are_those_of_the_library(DecoderCase one)
    {
        (Decoder decoder, SafetensorsFile values) = (one.Open(), one.Values());
        using (decoder)
        using (values)
        using (no_grad())
        {
            (int rows, int length) = ((int)values["greedy_ids"].Shape[0], (int)values["greedy_ids"].Shape[1]);
            Assert.Equal(values.Int32s("greedy_ids"), GreedyLoop.Of(decoder, values.Int32s("input_ids"), rows, length));
        }
    }

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Replaced_vectors_give_the_logits_and_the_gradient_of_the_library(DecoderCase one)
    {
        const int block = 1, place = 10; // as the values were made
        (Decoder decoder, SafetensorsFile values) = (one.Open(), one.Values());
        using (decoder)
        using (values)
        {
            int rows = (int)values["input_ids"].Shape[0];
            Tensor index = tensor(values.ReadInt64s("patch_rows").Zip(values.ReadInt64s("patch_positions"))
                .Select(pair => pair.First * values["input_ids"].Shape[1] + pair.Second).ToArray());
            Tensor vectors = values.Double("patch_vectors").to_type(ScalarType.Float32).requires_grad_(true);
            Tensor before;
            using (no_grad())
                before = decoder.Blocks(decoder.Embed(values.Int32s("input_ids"), rows), 0, block);
            Tensor patched = before.view(-1, decoder.Config.Width).index_copy(0, index, vectors).view(before.shape);
            Tensor stream = decoder.Blocks(patched, block, decoder.Config.Layers), expected = values.Double("patched_logits");
            Tensor logits = decoder.Head(stream.view(-1, decoder.Config.Width)).view(expected.shape);
            DecoderCase.Close(logits, expected, DecoderCase.Logits);
            Tensor chosen = logits.log_softmax(-1).select(1, place)
                .gather(1, tensor(values.ReadInt64s("patch_targets")).unsqueeze(1)).sum();
            chosen.backward();
            DecoderCase.Close(vectors.grad!, values.Double("patch_gradient_all_rows"), DecoderCase.Gradient);
        }
    }

    public void Dispose() => _scope.Dispose();
}
