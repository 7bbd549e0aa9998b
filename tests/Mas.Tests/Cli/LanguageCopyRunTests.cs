using System.Globalization;
using Mas.Oracles.Sources;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>A language model and its copies in other coordinates, by way of the tool: the right answer is known.</summary>
public sealed class LanguageCopyRunTests : IDisposable
{
    private readonly Workplace _here = new();

    [Fact]
    public void Copies_align_where_raw_latents_say_nothing_and_texts_are_recorded_once()
    {
        File.Copy(Path.Combine(SourceTree.Root, "experiments", "data", "formal.jsonl"), _here.Path("texts.jsonl"));
        File.WriteAllText(_here.Path("copies.yaml"), $$"""
            name: copies
            task: { text: texts.jsonl, context: 12, length: 26 }
            site: layer.2
            networks:
              - { name: a, path: "{{Golden.Path("language-models", "llama-tiny")}}" }
              - { name: b, copy: { of: a, permute: 5 } }
              - { name: c, copy: { of: a, permute: 6, oblique: 1 } }
            alignment: { size: 48, steps: 0, train: 200, validation: 8, test: 16, seeds: [1], batch: 8 }
            """);
        _here.Done("run", "copies.yaml", "--output", "run", "--quiet");
        (string Source, string Target, string Metric, double Value)[] rows = [.. File.ReadLines(_here.Path("run", "metrics.csv")).Skip(1)
            .Select(line => line.Split(',')).Where(row => row[3] == "test")
            .Select(row => (row[6], row[7], row[12], double.Parse(row[13], CultureInfo.InvariantCulture)))];
        double[] Of(string metric) => [.. rows.Where(row => row.Metric == metric).Select(row => row.Value)];

        Assert.Equal(3, Of("full-exchange").Length);
        Assert.All(rows.Where(row => row.Metric == "full-exchange" && row.Source != "c"), row => Assert.Equal(1, row.Value));
        Assert.Equal(9, Of("first_token_iia").Length);
        Assert.All(Of("first_token_iia"), value => Assert.InRange(value, 0.97, 1)); // from the aligned start, which finds the map
        Assert.Equal(6, Of("identity-map").Length);
        Assert.All(Of("identity-map"), value => Assert.InRange(value, 0, 0.3));
        Assert.Single(Directory.GetDirectories(_here.Path("cache", "latents")), folder => Path.GetFileName(folder).Length == 64);
    }

    public void Dispose() => _here.Dispose();
}
