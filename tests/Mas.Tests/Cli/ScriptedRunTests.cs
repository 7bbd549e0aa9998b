using System.Globalization;
using System.Text.Json;
using Mas.Tensors.Safetensors;
using Mas.Tests.Networks.Scripted;
using Mas.Tests.Tasks;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>TorchScript networks by way of the tool.</summary>
public sealed class ScriptedRunTests : IDisposable
{
    private const string Both = """
          - { name: gru-a, path: networks/scripted }
          - { name: gru-b, path: networks/gru-b }
        """;

    private readonly Workplace _here = new();

    [Fact]
    public void Inspection_shows_its_sites_and_no_tensors()
    {
        string folder = Golden.Path("torchscript", "convolution-attention");
        string[] lines = _here.Done("inspect", folder).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("architecture  torchscript", lines[0]);
        Assert.Equal(["parameters    1,864", "site          hidden, width 16, can be read and intervened on"], lines[3..]);
        JsonElement json = JsonDocument.Parse(_here.Done("inspect", folder, "--json").Output).RootElement;
        Assert.Equal("torchscript", json.GetProperty("kind").GetString());
        Assert.Equal(1864, json.GetProperty("parameters").GetInt32());
    }

    [Fact]
    public void A_site_of_its_own_name_is_found_and_another_one_refused()
    {
        string Experiment(string site) => _here.Experiment("steps: 0", networks: $$"""
              - { name: other, site: {{site}}, insist: true, path: "{{Golden.Path("torchscript", "convolution-attention")}}" }
              - { name: gru-b, path: networks/gru-b }
            """);
        _here.Done("run", Experiment("hidden"), "--dry-run");
        Ended refused = _here.Mas("run", Experiment("hiden"), "--dry-run");
        Assert.Equal(2, refused.Code);
        Assert.EndsWith("network 'other' has no site 'hiden'; it has hidden", Assert.Single(refused.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_as_a_script_are_compared_as_the_same_weights_read_here()
    {
        TorchOfPython.Script(_here.Path("networks"), ScriptedGru.Python(_here.Path("networks", "gru-a", "model.safetensors")));
        Assert.Contains("memory about", _here.Done("run", _here.Experiment("steps: 20", Both, "script"), "--dry-run").Output,
            StringComparison.Ordinal);
        _here.Done("run", _here.Experiment("steps: 20", Both, "script"), "--output", "script", "--quiet");
        _here.Finish(_here.Experiment("steps: 20", name: "native"), "native");
        double[] script = Accuracies("script"), native = Accuracies("native");
        Assert.Equal(4, native.Length);
        Assert.All(script.Zip(native), pair => Assert.Equal(pair.Second, pair.First, 0.051)); // two of forty: rounding may decide them
        _here.Done("verify", "script");
    }

    [Fact]
    public void A_stepwise_run_says_that_replaced_latents_are_made_from_natural_ones()
    {
        TorchOfPython.Script(_here.Path("networks"), ScriptedGru.Python(_here.Path("networks", "gru-a", "model.safetensors")));
        _here.Done("run", _here.Experiment("steps: 5, scheme: stepwise", Both), "--output", "run", "--quiet");
        string[] warnings = [.. JsonDocument.Parse(File.ReadAllText(_here.Path("run", "run.json"))).RootElement.GetProperty("warnings")
            .EnumerateArray().Select(one => one.GetString()!)];
        Assert.Single(warnings, one =>
            one.StartsWith("gru-a is given all the vectors that a stepwise swap replaces at once", StringComparison.Ordinal));
        Assert.DoesNotContain(warnings, one => one.StartsWith("gru-b is given", StringComparison.Ordinal));
    }

    // The truth is known: one coordinate of each network is the lead, and it can be handed over in every direction.
    [Fact]
    public void Networks_that_read_vectors_are_aligned_on_a_task_file_with_labels()
    {
        TorchOfPython.Script(_here.Path(), ScriptedIntegrators.Python);
        File.WriteAllLines(_here.Path("trials.jsonl"), Lights.Lines(400, 1));
        File.WriteAllText(_here.Path("lights.yaml"), """
            name: lights
            task: { file: trials.jsonl }
            site: state
            networks:
              - { name: one, path: one }
              - { name: two, path: two }
            alignment: { size: 1, variables: [lead], steps: 200, seeds: [1], test: 200, validation: 100 }
            """);
        _here.Done("run", "lights.yaml", "--output", "lights", "--quiet");
        Assert.All(Accuracies("lights"), one => Assert.InRange(one, 0.95, 1));
        _here.Done("verify", "lights");
        _here.Done("latents", "lights", "--output", "latents", "--quiet");
        using SafetensorsFile latents = SafetensorsFile.Open(_here.Path("latents", "latents.safetensors"));
        Assert.Equal([latents["one.tokens"].Count, 2], latents["one.features"].Shape);
        File.WriteAllText(_here.Path("one", "config.json"), File.ReadAllText(_here.Path("one", "config.json"))
            .Replace("\"right\", \"even\", \"left\"", "\"left\", \"even\", \"right\"", StringComparison.Ordinal));
        Assert.Contains("What is wrong: left and right are exchanged in the vocabulary",
            _here.Mas("check", "one", "--task", "{file: trials.jsonl}").Output, StringComparison.Ordinal);
        File.WriteAllText(_here.Path("lights.yaml"), File.ReadAllText(_here.Path("lights.yaml"))
            .Replace("path: two", "train: { architecture: gru }", StringComparison.Ordinal));
        Ended trained = _here.Mas("run", "lights.yaml", "--output", "no");
        Assert.Equal(2, trained.Code);
        Assert.EndsWith("the task trials.jsonl feeds a vector at each position; networks that read such come as TorchScript or run in your "
            + "own Python", trained.ErrorLines[^1], StringComparison.Ordinal);
    }

    // Of the test, in the order of the directions.
    private double[] Accuracies(string run) => [.. File.ReadLines(_here.Path(run, "metrics.csv")).Select(line => line.Split(','))
        .Where(row => row[3] == "test" && row[^2] == "trial_iia")
        .Select(row => double.Parse(row[^1], CultureInfo.InvariantCulture))];

    public void Dispose() => _here.Dispose();
}
