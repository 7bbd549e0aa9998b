using System.Globalization;
using System.Text.Json;
using Mas.Tests.Tasks;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>Correlational measures by way of the tool, alone and within a run.</summary>
public sealed class SimilarityTests : IDisposable
{
    private readonly Workplace _here = new();

    [Fact]
    public void A_run_writes_the_values_that_the_command_prints()
    {
        string experiment =
            _here.Experiment("steps: 0", more: "evaluation: { similarity: [cka-linear-debiased, cka-linear, regression-r2, procrustes] }");
        _here.Finish(experiment, "run");
        string[][] rows = [.. File.ReadLines(_here.Path("run", "metrics.csv")).Select(line => line.Split(','))
            .Where(row => row[12] is "cka-linear-debiased" or "cka-linear" or "regression-r2" or "procrustes")];
        Assert.All(rows, row => Assert.Equal(("", "", "test", "", "", "state", "state", ""),
            (row[1], row[2], row[3], row[4], row[5], row[8], row[9], row[10])));
        JsonElement[] pairs = Pairs(experiment);
        // A measure with a direction has both.
        Assert.Equal(
            ["cka-linear-debiased gru-a gru-b", "cka-linear gru-a gru-b", "regression-r2 gru-a gru-b", "regression-r2 gru-b gru-a",
                "procrustes gru-a gru-b"],
            pairs.Select(pair => $"{pair.GetProperty("measure").GetString()} {pair.GetProperty("source").GetString()} "
                + $"{pair.GetProperty("target").GetString()}"));
        foreach (JsonElement pair in pairs)
        {
            string[] row = Assert.Single(rows, row => (row[12], row[6], row[7]) == (pair.GetProperty("measure").GetString(),
                pair.GetProperty("source").GetString(), pair.GetProperty("target").GetString()));
            Assert.Equal(pair.GetProperty("value").GetDouble(), double.Parse(row[13], CultureInfo.InvariantCulture));
            Assert.InRange(pair.GetProperty("p").GetDouble(), 0.05, 1);
            Assert.All((string[])["source_ceiling", "target_ceiling"],
                name => Assert.True(double.IsFinite(pair.GetProperty(name).GetDouble())));
            Assert.Equal((128, 128), (pair.GetProperty("source_width").GetInt32(), pair.GetProperty("target_width").GetInt32()));
        }
        Assert.Equal(5, rows.Length);
        Assert.Contains("cka-linear is biased upwards", File.ReadAllText(_here.Path("run", "run.json")), StringComparison.Ordinal);
    }

    [Fact]
    public void All_sites_are_compared_within_one_network_too_and_threads_change_nothing()
    {
        string experiment = _here.Experiment(networks: "  - { name: gru-a, path: networks/gru-a }", alignment: "method: das");
        JsonElement[] one = Pairs(experiment, "evaluation.similarity=[rsa-cosine-spearman]", "--sites", "all", "--threads", "1",
            "--permutations", "0", "--splits", "0");
        JsonElement only = Assert.Single(one);
        Assert.Equal(("embedding", "state"), (only.GetProperty("source_site").GetString(), only.GetProperty("target_site").GetString()));
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null),
            (only.GetProperty("p").ValueKind, only.GetProperty("source_ceiling").ValueKind));
        Assert.Equal(only.GetProperty("value").GetDouble(), Pairs(experiment, "evaluation.similarity=[rsa-cosine-spearman]", "--sites",
            "all", "--threads", "2", "--permutations", "2", "--splits", "1")[0].GetProperty("value").GetDouble());
    }

    [Fact]
    public void All_sites_are_a_heat_map_on_a_page_of_their_own()
    {
        _here.Done("similarity", _here.Experiment(), "evaluation.similarity=[cka-linear-debiased, procrustes]", "--sites", "all",
            "--permutations", "0", "--splits", "0", "--output", "map.html", "--quiet");
        string page = File.ReadAllText(_here.Path("map.html"));
        Assert.Equal(3, page.Split("<svg ").Length);
        Assert.All((string[])["gru-a embedding", "gru-b state"], place => Assert.Contains(place, page, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_json_the_command_similarity_prints_a_table()
    {
        string[] lines = _here.Done("similarity", _here.Experiment(), "--permutations", "2", "--splits", "1",
            "--quiet").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("measure", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("cka-linear-debiased     gru-a state  gru-b state  0.", lines[1], StringComparison.Ordinal);
        Assert.Equal(8, lines.Length);
        // Short sequences of few words stand in the sample many times.
        Assert.EndsWith("1998  141       128", lines[1], StringComparison.Ordinal);
        Assert.Equal(
            "The 1998 samples of gru-a at state are 141 distinct latents, over and over: it is these that the numbers rest on.", lines[6]);
    }

    // Embeddings of which one has a single unit: no correlation across units exists for it.
    [Fact]
    public void A_measure_that_is_impossible_for_one_pair_leaves_the_others_their_values()
    {
        foreach (string name in (string[])["noise", "one-unit", "scale-1e-6"])
            _here.Copy($"faults/{name}");
        // The words that these networks know; what they get right of every sequence is its end.
        File.WriteAllLines(_here.Path("recall.jsonl"),
            from colour in (string[])["red", "green", "blue", "yellow", "black"]
            from waits in Enumerable.Range(0, 9)
            select Recall.Line(colour, waits).Replace($"[{waits + 3}, {waits + 4}]", $"[{waits + 4}]", StringComparison.Ordinal));
        File.WriteAllText(_here.Path("words.yaml"), """
            task: { file: recall.jsonl }
            site: embedding
            networks:
              - { name: noise, path: networks/noise }
              - { name: one, path: networks/one-unit }
              - { name: scale, path: networks/scale-1e-6 }
            alignment: { size: 1, train: 100, validation: 40, test: 40, seeds: [1] }
            evaluation: { similarity: [rsa-correlation-pearson, cka-linear-debiased] }
            """);
        string?[] missing = [.. Pairs("words.yaml", "--permutations", "2", "--splits", "1")
            .Where(pair => pair.GetProperty("value").ValueKind == JsonValueKind.Null)
            .Select(pair => $"{pair.GetProperty("measure").GetString()} {pair.GetProperty("source").GetString()} "
                + $"{pair.GetProperty("target").GetString()}: {pair.GetProperty("reason").GetString()}")];
        const string Reason = ": rsa-correlation-pearson has no value: sample 0 of one at embedding (counted from 0) has one value at "
            + "every unit, so that no correlation with it exists; leave it out, or take a euclidean distance.";
        Assert.Equal(["rsa-correlation-pearson noise one" + Reason, "rsa-correlation-pearson one scale" + Reason], missing);
    }

    [Fact]
    public void A_run_has_an_empty_row_and_the_reason_for_embeddings_of_few_words()
    {
        string experiment = _here.Experiment("steps: 0", more: "evaluation: { similarity: [cca, cka-linear-debiased] }");
        _here.Finish(experiment, "run", "site=embedding");
        string[] rows = [.. File.ReadLines(_here.Path("run", "metrics.csv"))];
        Assert.EndsWith(",cca,", Assert.Single(rows, row => row.Contains(",cca,", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Single(rows, row => row.Contains(",cka-linear-debiased,0.", StringComparison.Ordinal));
        using JsonDocument record = JsonDocument.Parse(File.ReadAllText(_here.Path("run", "run.json")));
        JsonElement cca = record.RootElement.GetProperty("evidence").GetProperty("similarity").EnumerateArray()
            .Single(value => value.GetProperty("measure").GetString() == "cca");
        Assert.Equal(JsonValueKind.Null, cca.GetProperty("value").ValueKind);
        string? reason = cca.GetProperty("reason").GetString();
        Assert.Equal("cca has no value: gru-a at embedding has 4 distinct latents and 128 units that change, and a linear map takes so "
            + "few to any others, random ones too. Take more distinct latents, or cka-linear-debiased.", reason);
        Assert.Contains(record.RootElement.GetProperty("warnings").EnumerateArray(),
            warning => warning.GetString() == reason);
        File.Delete(_here.Path("run", "report.html"));
        _here.Done("report", "run");
        Assert.Contains("has no value", File.ReadAllText(_here.Path("run", "report.html")), StringComparison.Ordinal);
        _here.Holds("run");
    }

    [Theory]
    [InlineData("one network", "mas: evaluation.similarity: no two of the networks see the same sequences, so there is no similarity to "
        + "measure; give them one task")]
    [InlineData("--permutations", "mas: --permutations 1 is not possible; give 0, or a number from 2 to 100000")]
    [InlineData("--splits", "mas: --splits -1 is not possible; give a whole number from 0 to 10000")]
    [InlineData("--figure", "mas: --figure is no option of mas similarity; 'mas similarity --help' lists them")]
    public void Similarity_that_cannot_be_measured_is_told_in_one_sentence(string fault, string sentence)
    {
        string experiment = fault == "one network"
            ? _here.Experiment(networks: "  - { name: gru-a, path: networks/gru-a }", alignment: "method: das") : _here.Experiment();
        Ended ended = _here.Mas(["similarity", experiment, "--quiet", .. fault switch
        {
            "--permutations" => (string[])["--permutations", "1"],
            "--splits" => ["--splits", "-1"],
            "--figure" => ["--figure", "x"],
            _ => [],
        }]);
        Assert.Equal(2, ended.Code);
        Assert.Equal(sentence, Assert.Single(ended.ErrorLines));
    }

    private JsonElement[] Pairs(string experiment, params string[] more)
    {
        using JsonDocument document = JsonDocument.Parse(_here.Done(["similarity", experiment, .. more, "--json", "--quiet"]).Output);
        return [.. document.RootElement.GetProperty("pairs").Clone().EnumerateArray()];
    }

    public void Dispose() => _here.Dispose();
}
