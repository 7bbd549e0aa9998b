using Mas.Networks.Pretrained;
using Mas.Tensors.Safetensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.Pretrained;

/// <summary>Decoders that have the same numbers hold them once.</summary>
public class SharedWeightsTests
{
    [Fact]
    public void A_second_decoder_of_a_folder_and_an_adapter_of_it_hold_the_same_memory()
    {
        string folder = DecoderCase.FolderOf("qwen3-tiny"), other = DecoderCase.FolderOf("qwen2-tiny");
        using Decoder first = PretrainedFolder.Open(folder), second = PretrainedFolder.Open(folder);
        using Decoder bare = PretrainedFolder.Open(other);
        using Decoder adapted = PretrainedFolder.Open(other, DecoderCase.AdapterOf("qwen2-tiny-patterns"));
        Assert.Equal(first.Weights.Held, second.Weights.Held);
        Assert.Equal(bare.Weights.Held, adapted.Weights.Held);
        Assert.NotEqual(bare.Parameters, adapted.Parameters);
    }

    [Theory]
    [InlineData(0)]    // in what is compared first
    [InlineData(3000)] // in what comes after it
    public void A_fine_tune_holds_only_what_it_has_changed(int changed)
    {
        const string tensor = "transformer.h.1.mlp.c_fc.weight";
        using var tuned = new FolderCopy(DecoderCase.FolderOf("gpt2-tiny"));
        SafetensorsEdit.Set(tuned["model.safetensors"], tensor, changed, 0.5f);
        using Decoder whole = PretrainedFolder.Open(DecoderCase.FolderOf("gpt2-tiny")), other = PretrainedFolder.Open(tuned.Root);
        Tensor read = Assert.Single(other.Weights.Held, weight => !whole.Weights.Held.Contains(weight)).Tensor;
        using var scope = NewDisposeScope();
        using var file = SafetensorsFile.Open(tuned["model.safetensors"]);
        Assert.Equal(0, Golden.Difference(read, file.Double(tensor)));
    }

    [Fact]
    public void What_others_still_hold_outlives_a_decoder()
    {
        string folder = DecoderCase.FolderOf("olmo2-tiny");
        Decoder first = PretrainedFolder.Open(folder);
        using Decoder second = PretrainedFolder.Open(folder);
        first.Dispose();
        using var scope = NewDisposeScope();
        using var without = no_grad();
        using var values = new DecoderCase("olmo2-tiny").Values();
        Tensor stream = second.Blocks(second.Embed(values.Int32s("input_ids"), 4), 0, second.Config.Layers);
        DecoderCase.Close(second.Head(stream.view(-1, 48)).view(4, 20, -1), values.Double("logits"), DecoderCase.Logits);
    }

    [Fact]
    public void Opening_running_and_closing_leave_no_tensor_behind()
    {
        void Run()
        {
            using Decoder decoder = PretrainedFolder.Open(
                DecoderCase.FolderOf("llama-tiny"), DecoderCase.AdapterOf("llama-tiny-rslora"));
            using var without = no_grad();
            using KeyValueCache cache = decoder.NewCache(2, 4);
            using (Tensor start = decoder.Embed([1, 2, 3, 4, 5, 6], 2), stream = decoder.Blocks(start, 0, 3, cache))
                Assert.Equal([2, 3, 48], stream.shape);
            using Tensor next = decoder.Embed([7, 8], 2, 3), after = decoder.Blocks(next, 0, 3, cache), last = after.select(1, 0);
            using Tensor logits = decoder.Head(last), some = decoder.Logits(last, 5, 6);
        }
        Run();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Run();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }
}
