using System.Globalization;
using System.Text.Json;
using Mas.Oracles.Sources;
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
    public void Commands_that_ask_for_a_task_say_that_texts_have_none()
    {
        string file = Written();
        foreach (string command in (string[])["similarity", "check"])
        {
            Ended ended = _here.Mas(command, file);
            Assert.Equal(2, ended.Code);
            Assert.Contains("texts", string.Join('\n', ended.ErrorLines), StringComparison.Ordinal);
        }
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
