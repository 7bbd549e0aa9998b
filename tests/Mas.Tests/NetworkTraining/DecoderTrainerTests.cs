using Mas.Networks.Pretrained;
using Mas.NetworkTraining;
using Mas.Oracles.Sources;
using Mas.Results.Files;
using Mas.Results.Records;
using Mas.Tasks.Texts;
using Mas.Tasks.Tokenisers;
using Mas.Tensors;
using Xunit;

namespace Mas.Tests.NetworkTraining;

/// <summary>Small decoders that are trained here on texts.</summary>
public sealed class DecoderTrainerTests : IDisposable
{
    private readonly string _cache = Directory.CreateTempSubdirectory("mas-decoders-").FullName;

    private static DecoderDesign Learning { get; } = new()
    {
        Tokeniser = Both(Golden.Path("language-models", "llama-tied-tiny", "tokenizer.json")),
        Text = Both(Path.Combine(SourceTree.Root, "experiments", "data", "formal.jsonl")),
        Width = 32,
        Layers = 1,
        Heads = 2,
        Steps = 200,
    };

    private static DecoderDesign Short { get; } = Learning with { Width = 16, Steps = 3 };

    private static (string, string) Both(string path) => (path, path);

    private static TrainedDecoder Train(DecoderDesign design, int threads = 1) =>
        DecoderTrainer.Train(design, threads, (_, _) => { }, TestContext.Current.CancellationToken);

    private (string Folder, double? Loss) Open(DecoderDesign design, List<string>? notices = null) => new DecoderCache(_cache).Open(
        design, 1, (_, _) => { }, notice => notices?.Add(notice), TestContext.Current.CancellationToken);

    // With the frequencies of the held-out texts themselves, which no guess without a context can do better than.
    private static double UnigramEntropy(DecoderDesign design)
    {
        using Tokeniser tokeniser = design.OpenTokeniser();
        TrainingRows rows = design.RowsOf(tokeniser, Metrics.Validation);
        var random = new SeededRandom(1);
        int[] drawn = rows.Draw(500, ref random);
        return drawn.GroupBy(id => id).Select(same => (double)same.Count() / drawn.Length).Sum(share => -share * Math.Log(share));
    }

    [Fact]
    public void Training_learns_what_comes_next_on_texts_that_it_was_not_shown()
    {
        using TrainedDecoder trained = Train(Learning);
        Assert.InRange(trained.HeldOutLoss, 0, 0.7 * UnigramEntropy(Learning));
        using TrainedDecoder fresh = Train(Learning with { Steps = 0 });
        Assert.InRange(fresh.HeldOutLoss, 0.95 * Math.Log(512), 1.05 * Math.Log(512));
    }

    [Fact]
    public void A_seed_gives_the_same_bytes_on_any_number_of_threads_and_another_seed_others()
    {
        using TrainedDecoder one = Train(Short), two = Train(Short, threads: 2), other = Train(Short with { Seed = 2 });
        Assert.Equal(SmallTraining.Bytes(one.Weights), SmallTraining.Bytes(two.Weights));
        Assert.NotEqual(SmallTraining.Bytes(one.Weights), SmallTraining.Bytes(other.Weights));
    }

    [Fact]
    public void What_is_stored_is_a_folder_that_is_read_like_any_other_and_computes_the_same()
    {
        (string folder, double? loss) = Open(Short);
        Assert.NotNull(loss);
        using Decoder decoder = PretrainedFolder.Open(folder);
        using TrainedDecoder trained = Train(Short);
        int[] ids = [5, 9, 2, 77, 5, 11];
        using TorchSharp.torch.Tensor stream = decoder.Blocks(decoder.Embed(ids, 1), 0, 1), all = decoder.Head(stream.view(6, 16));
        var gradient = new DecoderGradient(trained.Design.Config, trained.Design.Plan);
        double expected = Enumerable.Range(0, 5).Average(at =>
        {
            float[] logits = all[at].data<float>().ToArray();
            return Math.Log(logits.Sum(one => Math.Exp(one))) - logits[ids[at + 1]];
        });
        Assert.Equal(expected, gradient.Loss(trained.Weights, ids, 1), 1e-5);
        using Tokeniser tokeniser = Tokeniser.Open(folder);
        tokeniser.RequireFits(decoder.Config.Vocabulary);
    }

    [Fact]
    public void It_is_trained_once_and_again_where_it_is_damaged()
    {
        (string folder, _) = Open(Short);
        byte[] weights = File.ReadAllBytes(Path.Combine(folder, "model.safetensors"));
        Assert.Equal((folder, null), Open(Short));
        File.AppendAllText(Path.Combine(folder, "tokenizer.json"), " ");
        var notices = new List<string>();
        Assert.NotNull(Open(Short, notices).Loss);
        Assert.Contains("is damaged and is trained again", Assert.Single(notices), StringComparison.Ordinal);
        Assert.Equal(weights, File.ReadAllBytes(Path.Combine(folder, "model.safetensors")));
    }

    [Fact]
    public void Everything_that_decides_the_bytes_is_in_the_key()
    {
        string other = Path.Combine(_cache, "other.jsonl");
        File.WriteAllText(other, "{\"text\": \"another text\"}\n");
        DecoderDesign[] designs =
        [
            Short, Short with { Seed = 2 }, Short with { Width = 32 }, Short with { Layers = 2 }, Short with { Heads = 1 },
            Short with { Steps = 4 }, Short with { Field = "words" }, Short with { Text = Both(other) },
            Short with { Tokeniser = Both(Golden.Path("language-models", "llama-tiny", "tokenizer.json")) },
        ];
        Assert.Equal(designs.Length, designs.Select(new DecoderCache(_cache).FolderOf).Distinct().Count());
    }

    [Fact]
    public void A_text_that_cannot_be_trained_on_is_refused_and_nothing_is_stored()
    {
        string empty = Path.Combine(_cache, "empty.txt");
        File.WriteAllText(empty, "\n");
        Assert.Contains("give more different texts",
            Assert.Throws<InputException>(() => Open(Short with { Text = Both(empty) })).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => Open(Short with { Text = Both(Path.Combine(_cache, "missing.txt")) }));
        Assert.Throws<InputException>(() => Open(Short with { Tokeniser = Both(empty) }));
        Assert.Empty(Directory.GetDirectories(_cache));
    }

    public void Dispose() => Directory.Delete(_cache, recursive: true);
}
