using Mas.Networks.Pretrained;
using Mas.Networks.TextActivity;
using Mas.Tensors;
using Mas.Tensors.Safetensors;
using Mas.Tests.Networks.Pretrained;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.TextActivity;

/// <summary>Continuations, predictions, margins and streams against the values of the families' own libraries.</summary>
public sealed class TextRecorderTests : IDisposable
{
    private const double Margins = 4e-4; // of two logits

    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<DecoderCase> Cases => [.. DecoderCase.All];

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Everything_is_as_the_library_has_it(DecoderCase one)
    {
        using Decoder decoder = one.Open();
        using SafetensorsFile values = one.Values();
        int[][] contexts = Rows(values, "input_ids"), said = Rows(values, "greedy_ids");
        (int context, int length, int width) = (contexts[0].Length, said[0].Length, decoder.Config.Width);
        int[] sites = [.. Enumerable.Range(0, decoder.Config.Layers + 1)];
        using RecordedBatch batch = new TextRecorder(decoder, length, sites).Continue(contexts);

        Assert.Equal(said.SelectMany(row => row), batch.Tokens);
        foreach (int site in sites)
            DecoderCase.Close(batch.Latents[site].narrow(1, 0, context), values.Double($"hidden_states.{site}"), DecoderCase.Hidden);
        (Tensor best, Tensor column) = values.Double("logits").topk(2); // [texts, context, 2]
        Assert.Equal(column.select(2, 0).to_type(ScalarType.Int32).reshape(-1).data<int>().ToArray(),
            batch.Predicted.Chunk(length).SelectMany(row => row[..context]));
        Golden.Close(Row(batch.Margins, length).narrow(1, 0, context), best.select(2, 0) - best.select(2, 1), Margins);
        // What it says is what it predicted.
        Assert.Equal(said.SelectMany(row => row[context..]), batch.Predicted.Chunk(length).SelectMany(row => row[(context - 1)..^1]));
        if (values.Contains("greedy_margins"))
            Golden.Close(Row(batch.Margins, length).narrow(1, context - 1, length - context), values.Double("greedy_margins"), Margins);
        // The stream where the text goes on is that of the whole text in one pass.
        using var frozen = no_grad();
        decoder.Blocks(decoder.Embed(batch.Tokens, said.Length), 0, decoder.Config.Layers, entering: (block, stream) =>
            DecoderCase.Close(batch.Latents[block], stream.to_type(ScalarType.Float64), DecoderCase.Hidden));
    }

    [Fact]
    public void Following_known_tokens_gives_the_bytes_of_the_first_recording()
    {
        using Decoder decoder = new DecoderCase("qwen2-tiny").Open();
        using SafetensorsFile values = new DecoderCase("qwen2-tiny").Values();
        int[][] contexts = Rows(values, "input_ids");
        int length = Rows(values, "greedy_ids")[0].Length, context = contexts[0].Length;
        using RecordedBatch first = new TextRecorder(decoder, length, [0, 1, 2]).Continue(contexts);
        using RecordedBatch again = new TextRecorder(decoder, length, [2, 0]).Follow([.. first.Tokens.Chunk(length)], context);
        Assert.Equal(first.Latents[2].ToArray<float>(), again.Latents[0].ToArray<float>());
        Assert.Equal(first.Latents[0].ToArray<float>(), again.Latents[1].ToArray<float>());
        Assert.Empty(again.Predicted);
    }

    [Fact]
    public void A_text_alone_has_the_latents_that_it_has_among_others()
    {
        using Decoder decoder = new DecoderCase("llama-tiny").Open();
        using SafetensorsFile values = new DecoderCase("llama-tiny").Values();
        int[][] contexts = Rows(values, "input_ids");
        using RecordedBatch all = new TextRecorder(decoder, 30, [3]).Continue(contexts);
        using RecordedBatch alone = new TextRecorder(decoder, 30, [3]).Continue([contexts[2]]);
        Assert.Equal(all.Tokens.AsSpan(60, 30).ToArray(), alone.Tokens);
        Golden.Close(alone.Latents[0][0], all.Latents[0][2], 1e-5);
    }

    [Fact]
    public void A_text_may_have_no_continuation()
    {
        using Decoder decoder = new DecoderCase("gpt2-tiny").Open();
        using SafetensorsFile values = new DecoderCase("gpt2-tiny").Values();
        int[][] contexts = Rows(values, "input_ids");
        using RecordedBatch batch = new TextRecorder(decoder, contexts[0].Length, [1]).Continue(contexts);
        Assert.Equal(contexts.SelectMany(row => row), batch.Tokens);
        DecoderCase.Close(batch.Latents[0], values.Double("hidden_states.1"), DecoderCase.Hidden);
    }

    [Fact]
    public void Fewer_texts_run_together_where_each_takes_more_memory()
    {
        DecoderConfig config = PretrainedFolder.Read(DecoderCase.FolderOf("llama-tiny")).Config;
        Assert.Equal(48, TextRecorder.TextsAtOnce(config, 64));
        DecoderConfig large = config with { Layers = 32, KeyValueHeads = 32, HeadWidth = 128 };
        Assert.Equal(16, TextRecorder.TextsAtOnce(large, 64)); // 64 MiB each, of 1 GiB
        Assert.Equal(1, TextRecorder.TextsAtOnce(large, 100_000));
    }

    [Fact]
    public void A_recording_leaves_no_tensor_behind_but_its_latents()
    {
        using Decoder decoder = new DecoderCase("llama-tiny").Open();
        int[][] contexts = [[1, 2, 3], [4, 5, 6]];
        using RecordedBatch first = new TextRecorder(decoder, 6, [1, 2]).Continue(contexts);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using RecordedBatch batch = new TextRecorder(decoder, 6, [1, 2]).Continue(contexts);
        Assert.Equal(before + 2, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    internal static int[][] Rows(SafetensorsFile values, string name) =>
        [.. values.Int32s(name).Chunk((int)values[name].Shape[1])];

    private static Tensor Row(float[] numbers, int length) => tensor(numbers).view(-1, length);

    public void Dispose() => _scope.Dispose();
}
