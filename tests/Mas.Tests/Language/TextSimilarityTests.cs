using Mas.Comparison;
using Mas.Interchange;
using Mas.Networks.Pretrained;
using Mas.Networks.TextActivity;
using Mas.Oracles.Files;
using Mas.Oracles.Sources;
using Mas.Results.Files;
using Mas.Results.Records;
using Mas.Runs;
using Mas.Tasks.Texts;
using Mas.Tasks.Tokenisers;
using Mas.Tensors;
using Mas.Tests.Networks.Pretrained;
using Mas.Tests.Tasks.Tokenisers;
using Xunit;

namespace Mas.Tests.Language;

/// <summary>Correlational measures of language models on texts.</summary>
public sealed class TextSimilarityTests : IDisposable
{
    private const int Context = 12, Length = 24;

    private static readonly string[] s_letters = ["a", "é", "你", "🙂", " ", "."];

    private readonly TemporaryFolder _folder = new();

    private static string Texts => Path.Combine(SourceTree.Root, "experiments", "data", "formal.jsonl");

    // The text of every row is worked out from the file, and its latents without the store.
    [Theory]
    [InlineData("exchange", 0)]
    [InlineData("keep", 1)]
    public void Values_are_those_of_the_positions_that_both_have_read(string sink, int first)
    {
        MeasuredPair pair = Assert.Single(Measured(
            ["path: llama-tiny", "path: llama-tiny, adapter: adapters/llama-tiny-qv"], $"[layer.2], sink {sink}"));
        using Tokeniser tokeniser = GoldenTokenisers.Open("llama-tiny");
        TextSample sample = TextCut.Of(new TextFile(Texts), tokeniser, new TextCutOptions(1, 2000, Context));
        int[][] read = [.. sample.Of(Metrics.Test).Select(text => text.Ids.ToArray())];
        double expected = Cka(Latents(new("llama-tiny"), read, first), Latents(new("llama-tiny", "llama-tiny-qv"), read, first));
        Assert.Equal(read.Length * (Context - first), pair.Result.Samples);
        Assert.Equal(expected, pair.Result.Value!.Value, 1e-4);
        Assert.Equal(("one", "layer.2", "two", "layer.2"), (pair.Source.Network, pair.Source.Site, pair.Target.Network, pair.Target.Site));
        Assert.Null(pair.Rows);
    }

    [Fact]
    public void A_model_is_itself_whatever_tokeniser_is_beside_it()
    {
        IReadOnlyList<MeasuredPair> pairs = Measured(["path: llama-tiny", "path: llama-tiny", "path: gpt2-tiny"], "[layer.1, layer.3]");
        Assert.Equal(6, pairs.Count);
        Assert.All(pairs.Where(pair => pair.Target.Network == "two"), pair => Assert.Equal(1, pair.Result.Value!.Value, 1e-6));
        Assert.All(pairs.Where(pair => pair.Target.Network == "three"), pair => Assert.InRange(pair.Result.Value!.Value, -0.2, 0.9));
        Assert.All(pairs, pair => Assert.StartsWith("The models do not share a tokeniser", pair.Rows, StringComparison.Ordinal));
        Assert.Single(pairs.Select(pair => pair.Rows).Distinct());
    }

    [Fact]
    public void Every_site_of_every_model_is_compared_where_that_is_asked_for()
    {
        IReadOnlyList<MeasuredPair> pairs = Measured(["path: llama-tiny"], "[layer.1]", isEverySite: true);
        Assert.Equal(6, pairs.Count); // of four sites
        InputException error = Assert.Throws<InputException>(() => Measured(["path: llama-tiny"], "[layer.1]"));
        Assert.Equal("networks: there is one model, so there is no similarity to measure; add another, or take --sites all",
            Assert.Single(error.Errors).ToString());
    }

    // By the reference library: positions at which the tokens so far say the same.
    [Theory]
    [InlineData("llama-tiny", "gpt2-tiny")]
    [InlineData("gpt2-tiny", "qwen2-tiny")]
    [InlineData("gpt-neox-tiny", "olmo2-tiny")]
    [InlineData("llama3-rope-tiny", "tokenizer-sentencepiece/tokenizer.json")]
    public void Positions_correspond_where_the_tokens_so_far_say_the_same(string one, string other)
    {
        using Tokeniser first = GoldenTokenisers.Open(one), second = GoldenTokenisers.Open(other);
        int found = 0;
        foreach (string text in MadeTexts())
        {
            Tokeniser[] both = [first, second];
            int[][] ids = [.. both.Select(tokeniser => tokeniser.Encode(text, SpecialTokens.None))];
            string?[][] said = [.. both.Zip(ids, (tokeniser, own) => Enumerable.Range(1, own.Length)
                .Select(count => tokeniser.Decode(own.AsSpan(0, count))).Select(part => Said(text, part)).ToArray())];
            (int, int)[] expected = [.. from p in Enumerable.Range(1, ids[0].Length - 1)
                                        from q in Enumerable.Range(1, ids[1].Length - 1)
                                        where said[0][p] is not null && said[0][p] == said[1][q] select (p, q)];
            int[][] positions = Correspondence.ByCharacter([.. both.Zip(ids, (tokeniser, own) => TokenPlaces.Of(tokeniser, text, own))], 1);
            Assert.Equal(expected, positions[0].Zip(positions[1]));
            found += expected.Length;
        }
        Assert.InRange(found, 100, int.MaxValue);
    }

    // Null where the tokens end within a character.
    private static string? Said(string text, string part) =>
        part.Length > 0 && text.StartsWith(part, StringComparison.Ordinal) ? part : null;

    private static IEnumerable<string> MadeTexts()
    {
        yield return "The café in Zürich — 你好, 🙂 — wasn't open; naïve 12 345 people.";
        var random = new SeededRandom(3);
        for (int text = 0; text < 20; text++)
            yield return "The work of "
                + string.Concat(Enumerable.Range(0, 30).Select(_ => s_letters[random.Next(s_letters.Length)])) + " the end";
    }

    private IReadOnlyList<MeasuredPair> Measured(string[] sources, string sites, bool isEverySite = false)
    {
        string[] names = ["one", "two", "three"], asked = sites.Split(", sink ");
        string golden = Golden.Path("language-models").Replace('\\', '/');
        string file = Path.Combine(_folder.Root, "texts.yaml");
        File.WriteAllText(file, $$"""
            task: { text: "{{Texts.Replace('\\', '/')}}", context: {{Context}}, length: {{Length}} }
            site: {{asked[0]}}
            networks:
            {{string.Join('\n', sources.Select((source, k) => $"  - {{ name: {names[k]}, {Rooted(source, golden)} }}"))}}
            alignment: { size: 4, method: {{(sources.Length == 1 ? "das" : "mas")}}, sink: {{asked.ElementAtOrDefault(1) ?? "auto"}} }
            evaluation: { similarity: [cka-linear] }
            """);
        var options = new RunOptions { Threads = 2, Command = "test", CacheFolder = Path.Combine(_folder.Root, "cache") };
        return SimilarityRunner.Run(ExperimentRunner.Read(file), isEverySite, 0, 0, options, TestContext.Current.CancellationToken);
    }

    private static string Rooted(string source, string golden) =>
        string.Join(", ", source.Split(", ").Select(part => part.Split(": ")).Select(pair => $"{pair[0]}: \"{golden}/{pair[1]}\""));

    // [rows][width] in one pass over all texts.
    private static double[][] Latents(DecoderCase model, int[][] texts, int first)
    {
        using Decoder decoder = model.Open();
        using RecordedBatch batch = new TextRecorder(decoder, Length, [2]).Continue(texts);
        float[] all = [.. HostMemory.Span<float>(batch.Latents[0])];
        int width = decoder.Config.Width;
        return [.. from text in Enumerable.Range(0, texts.Length)
                   from position in Enumerable.Range(first, Context - first)
                   select Enumerable.Range(0, width).Select(unit => (double)all[(text * Length + position) * width + unit]).ToArray()];
    }

    // ‖XᵀY‖² / (‖XᵀX‖ ‖YᵀY‖) of centred latents, number by number.
    private static double Cka(double[][] one, double[][] other)
    {
        double[][] x = Centred(one), y = Centred(other);
        return Energy(x, y) / Math.Sqrt(Energy(x, x) * Energy(y, y));
    }

    private static double[][] Centred(double[][] rows)
    {
        double[] mean = [.. rows[0].Select((_, unit) => rows.Average(row => row[unit]))];
        return [.. rows.Select(row => row.Zip(mean, (value, own) => value - own).ToArray())];
    }

    private static double Energy(double[][] x, double[][] y)
    {
        double sum = 0;
        for (int i = 0; i < x[0].Length; i++)
            for (int j = 0; j < y[0].Length; j++)
            {
                double product = x.Zip(y, (a, b) => a[i] * b[j]).Sum();
                sum += product * product;
            }
        return sum;
    }

    public void Dispose() => _folder.Dispose();
}
