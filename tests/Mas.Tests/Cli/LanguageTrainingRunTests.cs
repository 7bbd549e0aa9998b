using System.Globalization;
using System.Text.Json;
using Mas.Oracles.Sources;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>Decoders that are trained for a run, by way of the tool.</summary>
public sealed class LanguageTrainingRunTests : IDisposable
{
    private readonly Workplace _here = new();

    private string Written()
    {
        File.Copy(Path.Combine(SourceTree.Root, "experiments", "data", "formal.jsonl"), _here.Path("texts.jsonl"));
        File.Copy(Golden.Path("language-models", "llama-tied-tiny", "tokenizer.json"), _here.Path("tokenizer.json"));
        File.WriteAllText(_here.Path("trained.yaml"), """
            name: trained
            task: { text: texts.jsonl, context: 12, length: 26 }
            site: layer.1
            networks:
              - name: a
                train: { architecture: decoder, tokenizer: tokenizer.json, text: texts.jsonl, width: 16, layers: 2, heads: 2, steps: 30 }
              - { name: b, copy: { of: a, bits: 4 } }
              - { name: c, copy: { of: a, bits: 8, permute: 2 } }
            alignment: { size: 16, steps: 0, train: 200, validation: 8, test: 8, seeds: [1], batch: 8 }
            """);
        return "trained.yaml";
    }

    private Dictionary<string, double> Perplexities(string run) => File.ReadLines(_here.Path(run, "metrics.csv")).Skip(1)
        .Select(line => line.Split(',')).Where(row => row[12] == "perplexity")
        .ToDictionary(row => row[6], row => double.Parse(row[13], CultureInfo.InvariantCulture));

    [Fact]
    public void A_network_is_trained_once_and_perplexity_tells_what_rounding_costs()
    {
        string file = Written();
        string dry = _here.Done("run", file, "--dry-run").Output;
        Assert.Contains("training of networks: about", dry, StringComparison.Ordinal);
        Assert.Contains("a copy of a rounded to 4 bits", dry, StringComparison.Ordinal);
        Assert.Empty(Networks());

        _here.Done("run", file, "--output", "one", "--quiet");
        string trained = Assert.Single(Networks());
        using JsonDocument run = JsonDocument.Parse(File.ReadAllText(_here.Path("one", "run.json")));
        Assert.Equal(["trained", "copy", "copy"],
            run.RootElement.GetProperty("networks").EnumerateArray().Select(network => network.GetProperty("origin").GetString()));
        Dictionary<string, double> perplexities = Perplexities("one");
        Assert.Equal(["a", "b", "c"], perplexities.Keys.Order(StringComparer.Ordinal));
        Assert.InRange(perplexities["a"], 5, 400);
        Assert.InRange(Math.Abs(perplexities["c"] - perplexities["a"]), 1e-6, Math.Abs(perplexities["b"] - perplexities["a"]));
        Assert.Contains("llama, texts", _here.Done("cache", "list").Output, StringComparison.Ordinal);

        Assert.DoesNotContain("training of networks", _here.Done("run", file, "--dry-run").Output, StringComparison.Ordinal);
        DateTime before = File.GetLastWriteTimeUtc(Path.Combine(trained, "model.safetensors"));
        _here.Done("run", file, "--output", "two", "--quiet");
        Assert.Equal(before, File.GetLastWriteTimeUtc(Path.Combine(trained, "model.safetensors")));
        Assert.Equal(File.ReadAllBytes(_here.Path("one", "metrics.csv")), File.ReadAllBytes(_here.Path("two", "metrics.csv")));

        Assert.Contains("LlamaForCausalLM", _here.Done("inspect", trained, "--text", "the work of the").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_missing_is_one_sentence_and_leaves_nothing()
    {
        string file = Written();
        File.Delete(_here.Path("tokenizer.json"));
        Ended ended = _here.Mas("run", file, "--output", "no", "--quiet");
        Assert.Equal(2, ended.Code);
        Assert.Contains("tokenizer.json", string.Join('\n', ended.ErrorLines), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_here.Path("no")));
    }

    // Folders of trained networks, not of latents.
    private string[] Networks() => !Directory.Exists(_here.Path("cache")) ? []
        : [.. Directory.GetDirectories(_here.Path("cache")).Where(folder => Path.GetFileName(folder).Length == 64)];

    public void Dispose() => _here.Dispose();
}
