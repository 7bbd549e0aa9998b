using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>Which site to take, by way of the tool.</summary>
public sealed class CheckTests : IDisposable
{
    private readonly Workplace _here = new();

    [Fact]
    public void The_value_of_a_networks_own_site_is_the_control_of_a_run()
    {
        string experiment = _here.Experiment("steps: 0", more: Workplace.DefaultControls);
        _here.Finish(experiment, "run");
        Dictionary<string, double> control = File.ReadLines(_here.Path("run", "metrics.csv")).Select(line => line.Split(','))
            .Where(row => row[12] == "full-exchange")
            .ToDictionary(row => row[6], row => double.Parse(row[13], CultureInfo.InvariantCulture));
        Assert.Equal(2, control.Count);
        JsonElement[] networks = Networks(experiment);
        Assert.Equal(["gru-a", "gru-b"], networks.Select(network => network.GetProperty("name").GetString()));
        foreach (JsonElement network in networks)
        {
            JsonElement[] sites = [.. network.GetProperty("sites").EnumerateArray()];
            Assert.Equal(["embedding", "state"], sites.Select(site => site.GetProperty("name").GetString()));
            Assert.Equal(control[network.GetProperty("name").GetString()!], sites[1].GetProperty("full_exchange").GetDouble());
            Assert.True(sites[1].GetProperty("complete").GetBoolean());
            Assert.False(sites[0].GetProperty("complete").GetBoolean());
            Assert.False(sites[0].GetProperty("input_site").GetBoolean());
            Assert.Equal("state", network.GetProperty("take").GetString());
        }
    }

    // Replacing every embedding up to a position is replacing the tokens there.
    [Fact]
    public void An_embedding_is_an_input_site_under_the_stepwise_scheme_whatever_it_gives()
    {
        string networks = """
              - { name: gru-a, path: networks/gru-a }
              - { name: again, copy: { of: gru-a, oblique: 30 } }
              - { name: closed, accessible: false, path: networks/gru-b }
            """;
        JsonElement[] found = Networks(_here.Experiment("method: clmas, test: 300", networks), "alignment.scheme=stepwise");
        Assert.Equal([2, 2, 0], found.Select(network => network.GetProperty("sites").GetArrayLength()));
        foreach (JsonElement network in found.Take(2))
        {
            JsonElement embedding = network.GetProperty("sites")[0];
            Assert.True(embedding.GetProperty("input_site").GetBoolean());
            Assert.InRange(embedding.GetProperty("full_exchange").GetDouble(), 0.95, 1);
            Assert.Equal("state", network.GetProperty("take").GetString());
        }
        Assert.Equal(JsonValueKind.Null, found[2].GetProperty("take").ValueKind);
        Assert.Equal("closed: 'accessible: false' says that it cannot be run from an intervention.",
            found[2].GetProperty("sentences")[0].GetString());
    }

    [Fact]
    public void Without_json_there_is_a_table_with_the_advice_below_it_and_threads_change_nothing()
    {
        string experiment = _here.Experiment();
        string one = _here.Done("check", experiment, "--threads", "1", "--quiet").Output;
        string[] lines = one.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("The whole latent exchanged within each network, scheme single. Complete: at least 90", lines[0],
            StringComparison.Ordinal);
        Assert.Matches("^network  site       width  full-exchange  no-swap  +corrected  at least$", lines[1]);
        Assert.Matches("^gru-a    embedding  128    [0-9.]+.%", lines[2]);
        Assert.Matches("^gru-a    state      128    [0-9.]+.%.* complete$", lines[3]);
        Assert.Equal("gru-a: state is complete. Take state.", lines[6]);
        Assert.Equal(one, _here.Done("check", experiment, "--threads", "2", "--quiet").Output);
    }

    [Fact]
    public void What_is_wrong_is_told_with_its_place_and_the_exit_code_of_bad_input()
    {
        Ended missing = _here.Mas("check", "none.yaml");
        Assert.Equal(2, missing.Code);
        Assert.Contains("none.yaml", missing.Error, StringComparison.Ordinal);
        _here.Copy("networks/transformer-random");
        string fresh = _here.Experiment("method: das", "  - { name: fresh, site: layer.1, path: networks/transformer-random }", "fresh");
        Ended unlearned = _here.Mas("check", fresh, "--quiet");
        Assert.Equal(2, unlearned.Code);
        Assert.Contains("network 'fresh' has not learned multi-object", unlearned.Error, StringComparison.Ordinal);
        Ended option = _here.Mas("check", fresh, "--output", "here");
        Assert.Equal(2, option.Code);
        Assert.Contains("--output is no option of mas check", option.Error, StringComparison.Ordinal);
    }

    private JsonElement[] Networks(string experiment, params string[] more)
    {
        using JsonDocument document = JsonDocument.Parse(_here.Done(["check", experiment, .. more, "--json", "--quiet"]).Output);
        return [.. document.RootElement.GetProperty("networks").EnumerateArray().Select(network => network.Clone())];
    }

    public void Dispose() => _here.Dispose();
}
