using System.Globalization;
using Mas.Oracles.Files;
using Mas.Tensors.Safetensors;
using Parquet;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>Latents and interventions of a run, for other programs.</summary>
public sealed class LatentsTests : IDisposable
{
    private readonly Workplace _here = new();

    [Fact]
    public async Task The_interventions_of_a_run_have_the_outcomes_that_its_metrics_count()
    {
        string experiment = _here.Experiment("steps: 40, seeds: [1, 2]");
        _here.Finish(experiment, "run");
        _here.Done("latents", "run", "--quiet");
        string[][] rows = [.. File.ReadLines(_here.Path("run-latents", "interventions.csv")).Select(line => line.Split(','))];
        string[] head = rows[0];
        int Column(string name) => Array.IndexOf(head, name);
        Dictionary<(string, string), double> found = rows.Skip(1).GroupBy(row => (row[Column("source")], row[Column("target")]))
            .ToDictionary(group => group.Key, group => group.Average(row => row[Column("right")] == "true" ? 1.0 : 0));
        string chosen = Assert.Single(rows.Skip(1).Select(row => row[Column("seed")]).Distinct());
        Dictionary<(string, string), double> metrics = File.ReadLines(_here.Path("run", "metrics.csv")).Select(line => line.Split(','))
            .Where(row => (row[1], row[3], row[12]) == (chosen, "test", "trial_iia"))
            .ToDictionary(row => (row[6], row[7]), row => double.Parse(row[13], CultureInfo.InvariantCulture));
        Assert.Equal(4, found.Count);
        Assert.Equal(metrics.OrderBy(one => one.Key), found.OrderBy(one => one.Key));

        using SafetensorsFile latents = SafetensorsFile.Open(_here.Path("run-latents", "latents.safetensors"));
        int positions = (int)latents["gru-a.latents"].Shape[0];
        Assert.Equal([positions, 128], latents["gru-b.latents"].Shape);
        Assert.Equal(positions, latents.ReadInt64s("gru-a.offsets")[^1]);
        Assert.Equal(2 * positions, File.ReadLines(_here.Path("run-latents", "positions.csv")).Count() - 1);
        await using FileStream file = File.OpenRead(_here.Path("run-latents", "interventions.parquet"));
        await using ParquetReader reader = await ParquetReader.CreateAsync(file, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(head, reader.Schema.Fields.Select(field => field.Name));

        Ended again = _here.Mas("latents", "run", "--quiet");
        Assert.Equal(2, again.Code);
        Assert.Contains("there is something already", Assert.Single(again.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_by_itself_has_its_latents_and_no_interventions()
    {
        _here.Done("latents", "networks/gru-a", "--task", "{ name: multi-object, quantities: [1, 4] }", "--site", "embedding",
            "--sequences", "20", "--output", "out", "--quiet");
        Assert.Equal(["latents.safetensors", "positions.csv", "positions.parquet"],
            Directory.GetFiles(_here.Path("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        using SafetensorsFile latents = SafetensorsFile.Open(_here.Path("out", "latents.safetensors"));
        Assert.Equal(21, latents.ReadInt64s("gru-a.offsets").Length);
        string[] first = [.. File.ReadLines(_here.Path("out", "positions.csv")).Take(2)];
        Assert.Equal(["network,sequence,position,word,scored,phase,count", "gru-a,0,0,B,false,0,0"], first);
    }

    [Theory]
    [InlineData("--sequences 0 is not possible; give a whole number from 1 to 100000", "networks/gru-a", "--sequences", "0")]
    [InlineData("network 'gru-a' has no site 'layer.1'; it has embedding, state", "networks/gru-a", "--site", "layer.1")]
    [InlineData("there is no such folder; wanted is a run folder, or the folder of a network", "networks/none")]
    public void What_cannot_be_written_is_one_sentence(string sentence, params string[] arguments)
    {
        Ended ended = _here.Mas(["latents", .. arguments, "--output", "out", "--quiet"]);
        Assert.Equal(2, ended.Code);
        Assert.Contains(sentence, Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_here.Path("out")));
    }

    public void Dispose() => _here.Dispose();
}
