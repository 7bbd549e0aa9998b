using System.Text.Json;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>Directions in which nothing can be exchanged are left out of the test, and the run goes through.</summary>
public sealed class CausalListRunTests : IDisposable
{
    private readonly Workplace _here = new();

    [Fact]
    public void One_network_is_asked_about_three_algorithms()
    {
        string file = _here.Experiment("method: das, steps: 10", "  - { name: gru, path: networks/gru-a }");
        Assert.Equal(["gru.up-down→gru.up-down", "gru.up-increment→gru.up-increment", "gru.up-up→gru.up-up"],
            Tested(file, "task.causal=[up-down, up-up, up-increment]"));
        Assert.Contains("The variable full is all variables at once", File.ReadAllText(_here.Path("run", "run.json")),
            StringComparison.Ordinal);
        Assert.Contains(
            "causal: up-increment, eligible: all }", File.ReadAllText(_here.Path("run", "experiment.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_that_two_algorithms_share_is_tested_between_them()
    {
        string file = _here.Experiment("method: custom, directions: [[gru.up-down, gru.up-down], [gru.up-increment, gru.up-increment]], "
            + "steps: 0, variables: [count]", "  - { name: gru, path: networks/gru-a }");
        Assert.Equal(4, Tested(file, "task.causal=[up-down, up-increment]").Length);
        Assert.DoesNotContain("all variables at once", File.ReadAllText(_here.Path("run", "run.json")), StringComparison.Ordinal);
    }

    private string[] Tested(string file, string causal)
    {
        Ended ended = _here.Done("run", file, causal, "--output", "run", "--quiet", "--json");
        return [.. JsonDocument.Parse(ended.Output).RootElement.GetProperty("directions").EnumerateArray()
            .Select(direction => $"{direction.GetProperty("source").GetString()}→{direction.GetProperty("target").GetString()}")
            .Order(StringComparer.Ordinal)];
    }

    public void Dispose() => _here.Dispose();
}
