using System.Globalization;
using System.Text.Json;
using Mas.Networks.Pretrained;
using Mas.Networks.TextActivity;
using Mas.Oracles.Files;
using Mas.Oracles.Sources;
using Mas.Results.Tables;
using Mas.Tensors;
using Mas.Tensors.Safetensors;
using Mas.Tests.Networks.Pretrained;
using Parquet;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>Language models by way of the tool: small ones with random weights, whose full exchange is known.</summary>
public sealed class LanguageRunTests : IDisposable
{
    private readonly Workplace _here = new();

    private static string Llama => Golden.Path("language-models", "llama-tiny");

    private string Written(string alignment = "size: 48, steps: 20, train: 200, validation: 8, test: 12, seeds: [1], batch: 8")
    {
        File.Copy(Path.Combine(SourceTree.Root, "experiments", "data", "formal.jsonl"), _here.Path("texts.jsonl"), overwrite: true);
        File.WriteAllText(_here.Path("language.yaml"), $$"""
            name: language
            task: { text: texts.jsonl, context: 12, length: 26 }
            site: [layer.0, layer.2]
            networks:
              - { name: base, path: "{{Llama}}" }
              - { name: tuned, path: "{{Llama}}", adapter: "{{Golden.Path("language-models", "adapters", "llama-tiny-qv")}}" }
            alignment: { {{alignment}} }
            """);
        return "language.yaml";
    }

    private IEnumerable<(string Site, string Source, string Target, string Metric, double Value)> Rows(string run) =>
        File.ReadLines(_here.Path(run, "metrics.csv")).Skip(1).Select(line => line.Split(',')).Where(row => row[3] == "test")
            .Select(row => (row[8], row[6], row[7], row[12], double.Parse(row[13], CultureInfo.InvariantCulture)));

    [Fact]
    public void A_run_has_the_ceilings_that_are_known_and_the_same_bytes_each_time()
    {
        string file = Written();
        Assert.Contains(
            "2 language models on the texts of texts.jsonl", _here.Done("run", file, "--dry-run").Output, StringComparison.Ordinal);
        _here.Done("run", file, "--output", "one", "--quiet");
        // Within a network everything is exchanged, without a map and with one of full width: the source's own prediction at any depth.
        Assert.All(Rows("one").Where(row => row.Metric == "full-exchange"), row => Assert.Equal(1, row.Value));
        Assert.All(Rows("one").Where(row => row.Source == row.Target && row.Metric == "first_token_iia"),
            row => Assert.InRange(row.Value, 0.97, 1));
        Assert.Equal(4, Rows("one").Count(row => row.Metric == "identity-map"));
        Assert.All(Rows("one").Where(row => row.Metric == "no-swap"), row => Assert.InRange(row.Value, 0, 0.3));
        _here.Done("run", file, "--output", "again", "--quiet", "--threads", "1");
        foreach (string name in (string[])["metrics.csv", "alignments.safetensors"])
            Assert.Equal(File.ReadAllBytes(_here.Path("one", name)), File.ReadAllBytes(_here.Path("again", name)));
        JsonElement run = JsonDocument.Parse(File.ReadAllText(_here.Path("one", "run.json"))).RootElement;
        Assert.Equal("done", run.GetProperty("status").GetString());
        Assert.NotEqual("same", run.GetProperty("verdict").GetProperty("word").GetString());
    }

    [Fact]
    public void What_is_wrong_with_models_and_texts_is_one_sentence_and_leaves_nothing()
    {
        string file = Written();
        void Refused(string sentence)
        {
            Ended ended = _here.Mas("run", file, "--output", "no", "--quiet");
            Assert.Equal(2, ended.Code);
            Assert.Contains(sentence, string.Join('\n', ended.ErrorLines), StringComparison.Ordinal);
            Assert.False(Directory.Exists(_here.Path("no")));
        }
        File.WriteAllText(_here.Path("texts.jsonl"), "{\"text\": \"too short\"}\n");
        Refused("give longer texts or a smaller context");
        File.Delete(_here.Path("texts.jsonl"));
        Refused("texts.jsonl");
        file = Written();
        File.WriteAllText(_here.Path(file), File.ReadAllText(_here.Path(file)).Replace(
            $"path: \"{Llama}\", adapter", $"path: \"{Golden.Path("language-models", "gpt2-tiny")}\", adapter", StringComparison.Ordinal));
        Refused("llama-tiny-qv");
    }

    [Fact]
    public async Task Latents_and_pairs_of_a_run_are_written_for_other_programs()
    {
        _here.Done("run", Written("size: 8, steps: 20, train: 100, validation: 6, test: 12, seeds: [1, 2], batch: 8"), "--output", "run",
            "--quiet");
        _here.Done("latents", "run", "--quiet");
        string[][] table = Cells("positions.csv");
        Assert.Equal("network,text,line,split,position,token,word,said,prediction,predicted_word,margin", string.Join(',', table[0]));
        using SafetensorsFile latents = SafetensorsFile.Open(_here.Path("run-latents", "latents.safetensors"));
        long[] tokens = latents.ReadInt64s("tuned.tokens"), predicted = latents.ReadInt64s("tuned.prediction");
        string[][] own = [.. table.Skip(1).Where(row => row[0] == "tuned")];
        Assert.Equal(tokens.Length, own.Length);
        Assert.Equal(tokens, own.Select(row => long.Parse(row[5], CultureInfo.InvariantCulture)));
        Assert.Equal(predicted, own.Select(row => long.Parse(row[8], CultureInfo.InvariantCulture)));
        Assert.Equal([tokens.Length, 48], latents["tuned.layer.2.latents"].Shape);
        // A token that the model has said is what it predicted before, and there are texts of every split.
        Assert.All(own.Index().Where(row => row.Item[7] == "true"), row => Assert.Equal(tokens[row.Index], predicted[row.Index - 1]));
        Assert.Equal(14, own.Count(row => row[1] == "0" && row[7] == "true")); // 26 less 12
        Assert.Equal(["test", "train", "validation"], own.Select(row => row[3]).Distinct().Order());
        RequireLatents(latents, [.. tokens.Take(26).Select(id => (int)id)]);

        string[][] pairs = Cells("interventions.csv");
        (int right, int unchanged) = (Array.IndexOf(pairs[0], "right"), Array.IndexOf(pairs[0], "right_unchanged"));
        JsonElement[] directions = [.. JsonDocument.Parse(File.ReadAllText(_here.Path("run", "run.json"))).RootElement.GetProperty("text")
            .GetProperty("directions").EnumerateArray()];
        Assert.Equal(8, directions.Length);
        Assert.All(directions, direction =>
        {
            string[][] found = [.. pairs.Where(row => (row[2], row[3], row[4]) == (direction.GetProperty("source").GetString(),
                direction.GetProperty("target").GetString(), direction.GetProperty("site").GetString()))];
            Assert.Equal(12, found.Length);
            Assert.All(found, row => Assert.Equal($"{direction.GetProperty("seed").GetInt32()}", row[7]));
            double Mean(int column) => found.Average(row => double.Parse(row[column], CultureInfo.InvariantCulture));
            Assert.Equal(direction.GetProperty("first_token_iia").GetDouble(), Mean(right), 1e-12);
            Assert.Equal(direction.GetProperty("controls").EnumerateArray().Single(one => one.GetProperty("name").GetString() == "no-swap")
                .GetProperty("first_token_iia").GetDouble(), Mean(unchanged), 1e-12);
        });
        await using FileStream file = File.OpenRead(_here.Path("run-latents", "positions.parquet"));
        await using ParquetReader reader = await ParquetReader.CreateAsync(file, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(table[0], reader.Schema.Fields.Select(field => field.Name));
        Assert.Equal(2, reader.RowGroupCount); // one for each model

        // Another adapter beside the same weights.
        File.WriteAllText(_here.Path("run", "experiment.yaml"), File.ReadAllText(_here.Path("run", "experiment.yaml"))
            .Replace("llama-tiny-qv", "llama-tiny-rslora", StringComparison.Ordinal));
        Ended other = _here.Mas("latents", "run", "--output", "other", "--quiet");
        Assert.Equal((2, "mas: the weights of network 'tuned' are others than the run's; 'mas verify' tells more"),
            (other.Code, Assert.Single(other.ErrorLines)));
        Assert.False(Directory.Exists(_here.Path("other")));
    }

    private string[][] Cells(string table) =>
        [.. CsvFields.Records(File.ReadAllText(_here.Path("run-latents", table)), table).Select(record => record.Fields.ToArray())];

    // The first text in one pass, without the store.
    private static void RequireLatents(SafetensorsFile latents, int[] text)
    {
        using Decoder decoder = new DecoderCase("llama-tiny", "llama-tiny-qv").Open();
        using RecordedBatch batch = new TextRecorder(decoder, text.Length, [2]).Continue([text[..12]]);
        Assert.Equal(text, batch.Tokens);
        float[] expected = [.. HostMemory.Span<float>(batch.Latents[0])], found = latents.ReadSingles("tuned.layer.2.latents");
        Assert.All(expected.Zip(found), one => Assert.Equal(one.First, one.Second, 1e-4f));
    }

    [Fact]
    public void Commands_that_ask_for_a_task_say_that_texts_have_none()
    {
        Ended ended = _here.Mas("check", Written());
        Assert.Equal(2, ended.Code);
        Assert.Contains("texts", string.Join('\n', ended.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_has_the_similarity_that_the_command_prints()
    {
        string file = Written("size: 48, steps: 0, train: 10, validation: 4, test: 4, seeds: [1], batch: 4");
        const string Measures = "evaluation.similarity=[cka-linear-debiased, regression-r2]";
        _here.Done("run", file, Measures, "--output", "run", "--quiet");
        (string, string, string, string, double)[] expected = [.. JsonDocument.Parse(
            _here.Done("similarity", file, Measures, "--permutations", "2", "--json", "--quiet").Output).RootElement.GetProperty("pairs")
            .EnumerateArray().Select(pair => (pair.GetProperty("source_site").GetString()!, pair.GetProperty("source").GetString()!,
                pair.GetProperty("target").GetString()!, pair.GetProperty("measure").GetString()!, pair.GetProperty("value").GetDouble()))];
        Assert.Equal(6, expected.Length); // two sites; a measure with a direction has both
        Assert.Equal(expected.Order(), Rows("run").Where(row => row.Metric is "cka-linear-debiased" or "regression-r2").Order());
        string report = File.ReadAllText(_here.Path("run", "report.html"));
        Assert.Contains("Correlational similarity", report, StringComparison.Ordinal);
        Assert.Contains("Where measures disagree", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_of_different_tokenisers_are_compared_and_not_aligned()
    {
        string file = Written();
        File.WriteAllText(_here.Path(file), File.ReadAllText(_here.Path(file)).Replace("networks:",
            $"networks:\n  - {{ name: other, path: \"{Golden.Path("language-models", "gpt2-tiny")}\" }}", StringComparison.Ordinal));
        Ended ended = _here.Done("run", file, "evaluation.similarity=[cka-linear-debiased]", "--output", "run", "--quiet");
        Assert.Contains("The models cut the texts into different tokens", ended.Output, StringComparison.Ordinal);
        Assert.Equal(6, ended.Output.Split('\n').Count(line => line.StartsWith("cka-linear-debiased ", StringComparison.Ordinal)));
        JsonElement run = JsonDocument.Parse(File.ReadAllText(_here.Path("run", "run.json"))).RootElement;
        Assert.Equal("none", run.GetProperty("verdict").GetProperty("word").GetString());
        Assert.EndsWith(": base and tuned.", run.GetProperty("verdict").GetProperty("reasons")[1].GetString(), StringComparison.Ordinal);
        Assert.Contains(run.GetProperty("warnings").EnumerateArray(),
            one => one.GetString()!.StartsWith("The models do not share a tokeniser", StringComparison.Ordinal));
        Assert.Equal(0, run.GetProperty("text").GetProperty("directions").GetArrayLength());
        Assert.DoesNotContain(run.GetProperty("setup").EnumerateArray(), one => one.GetProperty("key").GetString() == "Method");
        // Three perplexities; two sites, three pairs; and nothing else.
        Assert.Equal(
            [.. Enumerable.Repeat("cka-linear-debiased", 6), .. Enumerable.Repeat("perplexity", 3)],
            Rows("run").Select(row => row.Metric).Order());
        Assert.Equal(10, File.ReadLines(_here.Path("run", "metrics.csv")).Count());
        Assert.True(File.Exists(_here.Path("run", "report.html")));
        Assert.Equal("Nothing to do: this run is finished.\n", _here.Done(
            "run", file, "evaluation.similarity=[cka-linear-debiased]", "--output", "run", "--quiet", "--resume").Error);
    }

    [Fact]
    public void Inspection_shows_the_tokens_and_what_the_library_says_next()
    {
        JsonElement json = JsonDocument.Parse(_here.Done("inspect", Llama, "--text", "the work of the", "--json").Output).RootElement;
        Assert.Equal("LlamaForCausalLM", json.GetProperty("architecture").GetString());
        Assert.Equal(4, json.GetProperty("sites").GetArrayLength());
        Assert.Equal("the work of the", string.Concat(json.GetProperty("tokens").EnumerateArray().Select(token =>
            token.GetProperty("text").GetString())));
        double[] logits = [.. json.GetProperty("next").EnumerateArray().Select(one => one.GetProperty("logit").GetDouble())];
        Assert.Equal(5, logits.Length);
        Assert.Equal(logits.OrderDescending(), logits);
        string[] lines = _here.Done("inspect", Llama, "--adapter", Golden.Path("language-models", "adapters", "llama-tiny-qv"),
            "--text", "the work of the").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(9, lines.Length);
        Assert.Equal(2, _here.Mas("inspect", Llama, "--text", "a", "--special-tokens", "some").Code);
    }

    public void Dispose() => _here.Dispose();
}
