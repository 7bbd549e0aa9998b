using System.Text.Json.Nodes;
using Mas.Comparison;
using Mas.Oracles.Sources;
using Mas.Results.Files;
using Mas.Results.Verification;
using Mas.Runs;
using Mas.Tests.Cli;
using Xunit;

namespace Mas.Tests.Runs;

/// <summary>A run of language models is evaluated again from what it has stored.</summary>
public sealed class TextVerificationTests : IDisposable
{
    private readonly Workplace _here = new();

    [Fact]
    public void A_run_holds_to_the_last_bit_and_what_is_changed_in_it_is_told()
    {
        _here.Finish(Written("[layer.1, layer.2]"), "run", "alignment.size=[8, 48]", "alignment.seeds=[1, 2]");
        VerificationRecord record = Verified();
        Assert.True(record.Holds, VerificationText.Of(record));
        Assert.True(record.IsSameMachine);
        Assert.Equal(record.Values, record.Equal);
        // The test is whole.
        string[] rows = [.. File.ReadLines(_here.Path("run", "metrics.csv")).Skip(1)];
        Assert.Equal(rows.Length - record.NotEvaluated, record.Values);
        Assert.InRange(record.NotEvaluated, 1, rows.Count(row => row.Split(',')[3] != "test"));
        Told(_here.Path("run", "metrics.csv"), text => text.Replace("first_token_iia,0.", "first_token_iia,0.9", StringComparison.Ordinal),
            found => found.Differences.Count > 0 && found.Differences.All(one => one.Row.Metric == "first_token_iia"));
        Told(_here.Path("run", "run.json"), text => Edited(text, run => run["text"]!["directions"]![3]!["agreement"] = 0.25),
            found => Assert.Single(found.Contradictions).Key == "text.directions.3.agreement");
        Told(_here.Path("run", "run.json"), text => Edited(text, run => run["verdict"]!["word"] = "interchangeable"),
            found => Assert.Single(found.Contradictions).IsOfVerdict);
        // Of another machine only what is further off than that explains is told.
        Told(_here.Path("run", "run.json"), text => Edited(text, run =>
        {
            run["hardware"]!["cpu"] = "another";
            run["verdict"]!["word"] = "interchangeable";
        }), found => !found.IsSameMachine && Assert.Single(found.Contradictions).IsOfVerdict);
    }

    [Fact]
    public void A_changed_alignment_is_found_by_its_own_numbers()
    {
        _here.Finish(Written("layer.2"), "run");
        SafetensorsEdit.Set(_here.Path("run", "alignments.safetensors"), "seed-1.tuned.factor", 3, 0.5f);
        VerificationRecord record = Verified();
        foreach (string beginning in (string[])["seed-1.tuned.factor in alignments.safetensors is not what",
            "alignments.safetensors is not as the run has written it"])
            Assert.Contains(record.Problems, one => one.StartsWith(beginning, StringComparison.Ordinal));
        SafetensorsEdit.Remove(_here.Path("run", "alignments.safetensors"), "seed-1.tuned.factor");
        InputException error = Assert.Throws<InputException>(Verified);
        Assert.Contains("there is no 'seed-1.tuned.factor'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_adapter_and_other_texts_are_told_and_nothing_is_evaluated()
    {
        _here.Finish(Written("layer.2"), "run");
        string adapter = _here.Path("adapter", "adapter_config.json"), before = File.ReadAllText(adapter);
        File.WriteAllText(adapter, Edited(before, config => config["lora_alpha"] = 3));
        VerificationRecord record = Verified();
        Assert.Equal((0, false), (record.Values, record.Holds));
        Assert.StartsWith("the weights or the adapter of network 'tuned' are others than the run's", Assert.Single(record.Problems),
            StringComparison.Ordinal);
        File.WriteAllText(adapter, before);
        string[] lines = File.ReadAllLines(_here.Path("texts.jsonl"));
        File.WriteAllLines(_here.Path("texts.jsonl"), lines.SkipLast(9));
        record = Verified();
        Assert.Equal(0, record.Values);
        Assert.StartsWith(
            "the texts, or what the models make of them, are others", Assert.Single(record.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public void Models_of_different_tokenisers_have_their_similarity_measured_again()
    {
        _here.Finish(Written("layer.2", "gpt2-tiny"), "run", "evaluation.similarity=[cka-linear-debiased]");
        VerificationRecord record = Verified();
        Assert.True(record.Holds, VerificationText.Of(record));
        Assert.Equal((6, 6, 0), (record.Values, record.Equal, record.NotEvaluated));
        Told(_here.Path("run", "metrics.csv"),
            text => text.Replace("cka-linear-debiased,0.", "cka-linear-debiased,0.9", StringComparison.Ordinal),
            found => found.Differences.Count > 0);
    }

    private string Written(string site, string? other = null)
    {
        File.Copy(Path.Combine(SourceTree.Root, "experiments", "data", "formal.jsonl"), _here.Path("texts.jsonl"));
        Directory.CreateDirectory(_here.Path("adapter"));
        foreach (string file in (string[])["adapter_config.json", "adapter_model.safetensors"])
            File.Copy(Golden.Path("language-models", "adapters", "llama-tiny-qv", file), _here.Path("adapter", file));
        string llama = Golden.Path("language-models", "llama-tiny");
        File.WriteAllText(_here.Path("language.yaml"), $$"""
            name: language
            task: { text: texts.jsonl, context: 12, length: 26 }
            site: {{site}}
            networks:
              - { name: base, path: "{{llama}}" }
              - { name: tuned, path: "{{llama}}", adapter: adapter }
            {{(other is null ? "" : $"  - {{ name: other, path: \"{Golden.Path("language-models", other)}\" }}")}}
            alignment: { size: 8, steps: 6, train: 40, validation: 6, test: 12, seeds: [1], batch: 8 }
            """);
        return "language.yaml";
    }

    private VerificationRecord Verified()
    {
        using StoredRun run = StoredRun.Open(_here.Path("run"));
        return RunVerifier.Verify(run, new RunOptions { Threads = 1, Command = "test", CacheFolder = _here.Path("cache") },
            TestContext.Current.CancellationToken);
    }

    // A file that is changed and then put back.
    private void Told(string file, Func<string, string> change, Func<VerificationRecord, bool> isFound)
    {
        string before = File.ReadAllText(file), after = change(before);
        Assert.NotEqual(before, after);
        File.WriteAllText(file, after);
        VerificationRecord record = Verified();
        File.WriteAllText(file, before);
        Assert.False(record.Holds);
        Assert.True(isFound(record), VerificationText.Of(record));
    }

    private static string Edited(string text, Action<JsonNode> change)
    {
        JsonNode node = JsonNode.Parse(text)!;
        change(node);
        return node.ToJsonString();
    }

    public void Dispose() => _here.Dispose();
}
