using System.Text.Json;
using System.Text.Json.Nodes;
using Mas.Results.Files;
using Mas.Tensors.Safetensors;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>Text from a file reaches a terminal, a table and a page as text, whatever it consists of: through the real command.</summary>
public sealed class HostileTextTests : IDisposable
{
    private const string Name = "x\u001b]0;title\u0007\u202ey\ufeff\u2028\n\u0001";
    private const string Shown = "x\\u001b]0;title\\u0007\\u202ey\\ufeff\\u2028\\u000a\\u0001";

    private readonly Workplace _here = new();

    [Fact]
    public void A_key_of_an_experiment_is_shown()
    {
        File.AppendAllText(_here.Path(_here.Experiment()), $"{JsonSerializer.Serialize(Name)}: 1\n");
        Ended ended = Shows(2, "run", "small.yaml", "--json");
        Assert.Contains(Shown, Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
        Assert.Contains(Name, JsonDocument.Parse(ended.Output).RootElement.GetProperty("error").GetProperty("message").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_override_and_a_path_are_shown()
    {
        Shows(2, "run", _here.Experiment(), "alignment.x\u001b[2J=1");
        Shows(2, "run", "none\u001b[2J.yaml");
        Shows(2, "inspect", "none\u202e");
        Shows(2, "run", _here.Experiment(), "--threads=\u001b[2J");
    }

    [Fact]
    public void What_inspection_prints_of_a_network_is_shown()
    {
        string path = _here.Path("networks", "gru-a", "config.json");
        JsonNode config = JsonNode.Parse(File.ReadAllText(path))!;
        config["task"] = Name;
        config["vocabulary"]!.AsArray()[^1] = Name;
        config["ignore"] = new JsonArray(Name);
        File.WriteAllText(path, config.ToJsonString());
        string weights = _here.Path("networks", "gru-a", "model.safetensors");
        SafetensorsEdit.Add(weights, TensorData.Of(Name, [1], [1f]));
        Ended ended = Shows(0, "inspect", "networks/gru-a");
        Assert.Equal(3, ended.Output.Split(Shown).Length - 1);
        Assert.Equal(Name, JsonDocument.Parse(Shows(0, "inspect", "networks/gru-a", "--json").Output).RootElement.GetProperty("task")
            .GetString());
        config.AsObject().Remove("ignore");
        File.WriteAllText(path, config.ToJsonString());
        Assert.Contains(Shown, Shows(2, "inspect", "networks/gru-a").Error, StringComparison.Ordinal);
    }

    // From formula.jsonl and formula.yaml, which put a formula into the columns of metrics.csv; the mark after it is new.
    [Fact]
    public void The_name_of_a_variable_is_text_in_tables_figures_and_pages_and_a_run_with_it_holds()
    {
        const string variable = "=HYPERLINK(\"http://x\",\"y\")\u202e", shown = "=HYPERLINK(\"http://x\",\"y\")\\u202e";
        Record(variable);
        Ended ended = Shows(0, "run", "recall.yaml", "--output", "run");
        Assert.Contains(shown, ended.Output, StringComparison.Ordinal);
        string table = File.ReadAllText(_here.Path("run", "metrics.csv"));
        Assert.Contains($",\"'{shown.Replace("\"", "\"\"", StringComparison.Ordinal)}\",", table, StringComparison.Ordinal);
        string[] names = ["report.html", "metrics.csv", "run.json", "experiment.yaml"];
        IEnumerable<string> texts = names.Select(name => _here.Path("run", name)).Concat(Directory.GetFiles(_here.Path("run", "figures")));
        Assert.All(texts, file => Assert.True(IsShown(File.ReadAllText(file)), file));
        Shows(0, "run", "recall.yaml", "--output", "run", "--resume", "--json");
        Shows(0, "report", "run");
        Shows(0, "verify", "run");
    }

    [Theory, InlineData("NA"), InlineData("nan"), InlineData("<NA>")]
    public void A_variable_that_pandas_takes_for_missing_is_refused(string variable)
    {
        Record(variable);
        Assert.Contains($"'{variable}' cannot be a name, because pandas reads it as a missing value; give another one",
            Assert.Single(Shows(2, "run", "recall.yaml", "--output", "run").ErrorLines), StringComparison.Ordinal);
    }

    [Theory, InlineData("NA"), InlineData("null"), InlineData("None"), InlineData("NaN")]
    public void A_network_and_a_run_that_pandas_takes_for_missing_are_refused(string name)
    {
        string file = _here.Experiment(
            networks: $"  - {{ name: \"{name}\", path: networks/gru-a }}\n  - {{ name: b, path: networks/gru-b }}");
        const string reason = "cannot be a name, because pandas reads it as a missing value; give another one";
        Assert.Contains($"networks.0.name: '{name}' {reason}", Assert.Single(Shows(2, "run", file).ErrorLines), StringComparison.Ordinal);
        Assert.Contains($"name: '{name}' {reason}", Assert.Single(Shows(2, "run", _here.Experiment(), $"name=\"{name}\"").ErrorLines),
            StringComparison.Ordinal);
    }

    private void Record(string variable)
    {
        string name = JsonSerializer.Serialize(variable);
        string[] lines = [.. Enumerable.Range(1, 255).Select(n =>
        {
            string[] idle = [.. Convert.ToString(n, 2)[1..].Select(digit => digit == '0' ? "\"wait\", " : "\"rest\", ")];
            return $$"""
                {"tokens": ["B", {{string.Concat(idle)}}"ask", "red", "E"],
                "scored": [{{idle.Length + 2}}, {{idle.Length + 3}}],
                "variables": { {{name}}: [{{string.Concat(Enumerable.Repeat("null, ", idle.Length + 1))}}"asked", "named", null] } }
                """.ReplaceLineEndings(" ");
        })];
        File.WriteAllLines(_here.Path("recall.jsonl"), lines);
        File.WriteAllText(_here.Path("recall.yaml"), $$"""
            task: { file: recall.jsonl }
            site: state
            networks:
              - { name: one, train: { architecture: gru, width: 8, seed: 1, steps: 300 } }
              - { name: two, train: { architecture: gru, width: 8, seed: 2, steps: 300 } }
            alignment: { variables: [{{name}}], size: 2, batch: 8, train: 20, validation: 10, test: 10, seeds: [1], steps: 2 }
            """);
    }

    private Ended Shows(int code, params string[] arguments)
    {
        Ended ended = _here.Mas(arguments);
        Assert.True(ended.Code == code, $"exit code {ended.Code}: {ended.Error}{ended.Output}");
        Assert.True(IsShown(ended.Output), ended.Output);
        Assert.True(IsShown(ended.Error), ended.Error);
        return ended;
    }

    private static bool IsShown(string text) => ReferenceEquals(text, Printable.Of(text, "\r\n\t"));

    public void Dispose() => _here.Dispose();
}
