using System.Text.Json.Nodes;
using Mas.Networks.Pretrained;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.Pretrained;

/// <summary>What holds of any decoder, whatever its weights.</summary>
public sealed class DecoderTests : IDisposable
{
    private const int Rows = 3, Time = 18;

    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly IDisposable _without = no_grad();

    public static TheoryData<string> Folders => ["gpt2-tiny", "gpt-neox-tiny", "llama-tiny", "qwen3-tiny", "olmo2-tiny"];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Positions_that_follow_by_ones_and_by_several_are_those_of_one_pass(string folder)
    {
        using Decoder decoder = PretrainedFolder.Open(DecoderCase.FolderOf(folder));
        int[] ids = Ids(decoder, Rows);
        Tensor whole = Run(decoder, ids, Rows);
        using KeyValueCache cache = decoder.NewCache(Rows, Time);
        foreach (int further in new[] { 5, 1, 7, 1, 4 })
        {
            int first = cache.Time(0);
            int[] next = [.. ids.Chunk(Time).SelectMany(row => row.Skip(first).Take(further))];
            Tensor stream = decoder.Blocks(decoder.Embed(next, Rows, first), 0, decoder.Config.Layers, cache);
            Golden.Close(stream, whole.narrow(1, first, further), 1e-5 * Largest(whole));
        }
        Assert.Equal(Time, cache.Time(decoder.Config.Layers - 1));
        Assert.Throws<ArgumentException>(() => decoder.Blocks(decoder.Embed([1, 2, 3], Rows, Time), 0, 1, cache));
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_row_alone_and_in_a_batch_and_blocks_in_two_parts_agree(string folder)
    {
        using Decoder decoder = PretrainedFolder.Open(DecoderCase.FolderOf(folder));
        int[] ids = Ids(decoder, Rows);
        Tensor whole = Run(decoder, ids, Rows), middle = decoder.Blocks(decoder.Embed(ids, Rows), 0, 1);
        Golden.Close(decoder.Blocks(middle, 1, decoder.Config.Layers), whole, 0);
        for (int row = 0; row < Rows; row++)
            Golden.Close(Run(decoder, ids[(row * Time)..((row + 1) * Time)], 1), whole.narrow(0, row, 1), 1e-5 * Largest(whole));
    }

    // Through every block a position looks back on a window, itself included.
    [Fact]
    public void A_window_lets_a_position_see_just_so_far()
    {
        const int window = 5, layers = 3, asked = Time - 1, reach = layers * (window - 1);
        using Decoder decoder = Windowed(window);
        int[] ids = Ids(decoder, 1);
        double Change(int place)
        {
            int[] other = [.. ids];
            other[place] = (other[place] + 1) % decoder.Config.Vocabulary;
            return Golden.Difference(Run(decoder, other, 1)[0, asked], Run(decoder, ids, 1)[0, asked]);
        }
        Assert.Equal(0, Change(asked - reach - 1));
        Assert.InRange(Change(asked - reach), double.Epsilon, double.MaxValue);
        using KeyValueCache cache = decoder.NewCache(1, Time);
        Tensor whole = Run(decoder, ids, 1);
        for (int t = 0; t < Time; t++)
            Golden.Close(decoder.Blocks(decoder.Embed([ids[t]], 1, t), 0, layers, cache), whole.narrow(1, t, 1), 1e-5 * Largest(whole));
    }

    [Fact]
    public void A_window_that_is_not_reached_changes_nothing()
    {
        using Decoder wide = Windowed(Time), none = PretrainedFolder.Open(DecoderCase.FolderOf("llama-tiny"));
        int[] ids = Ids(none, Rows);
        Golden.Close(Run(wide, ids, Rows), Run(none, ids, Rows), 0);
    }

    // Products in bfloat16 lose two digits of three; the norms and the stream keep theirs.
    [Theory]
    [InlineData("llama3-rope-tiny", null)]  // stored in bfloat16
    [InlineData("llama-tied-tiny", null)]   // stored in half precision
    [InlineData("gpt2-tiny", null)]         // stored in float32
    [InlineData("qwen2-tiny", "qwen2-tiny-patterns")]
    public void Products_in_bfloat16_stay_near_and_take_half_of_the_memory(string folder, string? adapter)
    {
        (string path, string? with) = (DecoderCase.FolderOf(folder), adapter is null ? null : DecoderCase.AdapterOf(adapter));
        using Decoder narrow = PretrainedFolder.Open(path, with, Device.Cpu.In(ScalarType.BFloat16));
        using Decoder wide = PretrainedFolder.Open(path, with);
        Assert.Equal(ScalarType.BFloat16, narrow.Device.Numbers);
        int[] ids = Ids(wide, Rows);
        Tensor stream = Run(narrow, ids, Rows), logits = narrow.Head(stream.view(-1, narrow.Config.Width));
        Assert.Equal((ScalarType.Float32, ScalarType.Float32), (stream.dtype, logits.dtype));
        Tensor exact = wide.Head(Run(wide, ids, Rows).view(-1, wide.Config.Width));
        Assert.InRange(Golden.Difference(logits, exact), 1e-3, 0.1 * Largest(exact));
    }

    [Fact]
    public void Gradients_flow_through_the_stream_and_never_to_weights()
    {
        using Decoder decoder = PretrainedFolder.Open(DecoderCase.FolderOf("qwen3-tiny"));
        using (enable_grad())
        {
            Tensor stream = decoder.Embed(Ids(decoder, Rows), Rows).requires_grad_(true);
            decoder.Blocks(stream, 0, 3).sum().backward();
            Assert.NotEqual(0, Largest(stream.grad!));
            Assert.All(decoder.Weights.Held, weight => Assert.False(weight.Tensor.requires_grad));
            using KeyValueCache cache = decoder.NewCache(Rows, Time);
            Assert.Throws<InvalidOperationException>(() => decoder.Blocks(stream, 0, 3, cache));
        }
    }

    [Fact]
    public void What_is_no_token_no_stream_or_beyond_the_context_is_refused()
    {
        using Decoder decoder = PretrainedFolder.Open(DecoderCase.FolderOf("gpt2-tiny"));
        Assert.Throws<ArgumentException>(() => decoder.Embed([0, decoder.Config.Vocabulary], 1));
        Assert.Throws<ArgumentException>(() => decoder.Embed([0, -1], 1));
        Assert.Throws<ArgumentException>(() => decoder.Embed([0, 1, 2], 2));
        Assert.Throws<ArgumentException>(() => decoder.Embed([0, 1], 1, decoder.Config.Context - 1));
        Assert.Throws<ArgumentException>(() => decoder.Blocks(zeros(1, 2, 47), 0, 1));
        Assert.Throws<ArgumentException>(() => decoder.Blocks(zeros(1, 2, 48), 0, 4));
    }

    [Fact]
    public void Parameters_and_multiplications_are_those_of_the_model()
    {
        DecoderConfig config = PretrainedFolder.Read(DecoderCase.FolderOf("llama-tiny")).Config;
        // 48 → 48 queries, 16 keys, 16 values; 48 → 48; 48 → 112 twice; 112 → 48.
        Assert.Equal(48 * (48 + 16 + 16) + 48 * 48 + 3 * 48 * 112, config.BlockMultiplications);
        Assert.Equal(48 * 650, config.HeadMultiplications);
        Assert.Equal(2 * 48 * 7, config.AttentionMultiplications(7));
        Assert.Equal(129_552, PretrainedFolder.Check(DecoderCase.FolderOf("llama-tiny")).Parameters);
    }

    private static Decoder Windowed(int window)
    {
        using var folder = new FolderCopy(DecoderCase.FolderOf("llama-tiny"));
        folder.Edit("config.json", config => (config["architectures"], config["sliding_window"]) =
            (new JsonArray("MistralForCausalLM"), window));
        return PretrainedFolder.Open(folder.Root);
    }

    private static int[] Ids(Decoder decoder, int rows) =>
        [.. Enumerable.Range(0, rows * Time).Select(place => (place * 7919 + 13) % decoder.Config.Vocabulary)];

    private static Tensor Run(Decoder decoder, int[] ids, int rows) =>
        decoder.Blocks(decoder.Embed(ids, rows), 0, decoder.Config.Layers);

    private static double Largest(Tensor tensor) => tensor.abs().max().to_type(ScalarType.Float64).item<double>();

    public void Dispose()
    {
        _without.Dispose();
        _scope.Dispose();
    }
}
