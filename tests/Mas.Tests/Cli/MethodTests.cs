using System.Text.Json;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>The forms of an alignment that an experiment can ask for, by way of the tool.</summary>
public sealed class MethodTests : IDisposable
{
    private readonly Workplace _here = new();

    [Fact]
    public void Das_aligns_one_network_with_itself_and_gives_no_verdict()
    {
        JsonElement result = Run("method: das, size: 32, batch: 64, steps: 60, start: aligned",
            "  - { name: gru-a, path: networks/gru-a }");
        Assert.Equal("none", result.GetProperty("verdict").GetString());
        JsonElement only = Assert.Single(result.GetProperty("directions").EnumerateArray());
        Assert.Equal("das", only.GetProperty("method").GetString());
        Assert.InRange(only.GetProperty("trial_iia").GetDouble(), 0.9, 1);
    }

    [Fact]
    public void Das_aligns_each_of_two_networks_by_itself()
    {
        JsonElement result = Run("method: das, steps: 10");
        Assert.Equal("none", result.GetProperty("verdict").GetString());
        Assert.Equal([("gru-a", "gru-a", true), ("gru-b", "gru-b", true)],
            result.GetProperty("directions").EnumerateArray().Select(direction =>
                (direction.GetProperty("source").GetString(), direction.GetProperty("target").GetString(),
                    direction.GetProperty("trained").GetBoolean())));
    }

    [Theory]
    [InlineData("variables: [count]", "variable", "count")]
    [InlineData("size: full", "size", "128")]
    [InlineData("start: random", "method", "mas")]
    [InlineData("parametrisation: matrix-exponential", "method", "mas")]
    public void A_single_variable_a_full_size_a_random_start_and_another_parametrisation_can_be_run(
        string alignment, string key, string value)
    {
        JsonElement[] directions = [.. Run(alignment + ", steps: 10").GetProperty("directions").EnumerateArray()];
        Assert.Equal(4, directions.Length);
        Assert.All(directions, direction => Assert.Equal(value, direction.GetProperty(key).ToString()));
        string setup = File.ReadAllText(_here.Path("run", "run.json"));
        if (alignment.StartsWith("start", StringComparison.Ordinal))
            Assert.Contains("random start", setup, StringComparison.Ordinal);
        if (alignment.StartsWith("parametrisation", StringComparison.Ordinal))
            Assert.Contains("matrix-exponential", setup, StringComparison.Ordinal);
    }

    [Fact]
    public void At_full_width_random_matrices_are_no_control_within_a_network()
    {
        Run("size: full, steps: 0");
        string[][] rows = [.. File.ReadLines(_here.Path("run", "metrics.csv")).Select(line => line.Split(','))
            .Where(row => row[12] == "random-orthogonal")];
        Assert.Equal([("gru-a", "gru-b"), ("gru-b", "gru-a")], rows.Select(row => (row[6], row[7])).Order());
    }

    [Theory]
    [InlineData("variables: [full, count]", "exchange count of gru-a")]
    [InlineData("variables: [{ gru-a: count, gru-b: count }, { gru-a: phase, gru-b: phase }]", null)]
    public void A_variable_that_two_subspaces_would_each_have_to_carry_is_warned_of(string variables, string? warning)
    {
        Run($"{variables}, sizes: [8, 8], steps: 0");
        string[] warnings = [.. JsonDocument.Parse(File.ReadAllText(_here.Path("run", "run.json"))).RootElement.GetProperty("warnings")
            .EnumerateArray().Select(one => one.GetString()!).Where(one => one.StartsWith("Several entries", StringComparison.Ordinal))];
        Assert.Equal(warning is null ? 0 : 2, warnings.Length);
        if (warning is not null)
            Assert.Contains(warning, warnings[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Directions_that_are_not_trained_are_tested_and_marked()
    {
        JsonElement[] directions = [.. Run("directions: [[gru-a, gru-b]], steps: 10").GetProperty("directions").EnumerateArray()];
        Assert.Equal(4, directions.Length);
        JsonElement trained = Assert.Single(directions, direction => direction.GetProperty("trained").GetBoolean());
        Assert.Equal(("gru-a", "gru-b"), (trained.GetProperty("source").GetString(), trained.GetProperty("target").GetString()));
        Assert.All(File.ReadLines(_here.Path("run", "metrics.csv")).Select(line => line.Split(','))
            .Where(row => row[12] == "loss" && row[3] == "train"),
            row => Assert.Equal(("gru-a", "gru-b", "true"), (row[6], row[7], row[11])));
    }

    [Fact]
    public void Three_networks_are_compared_in_nine_directions()
    {
        _here.Copy("planted/gru-a-permuted");
        JsonElement result = Run("size: 32, batch: 64, steps: 60, stop: { target: 1 }", """
              - { name: gru-a, path: networks/gru-a }
              - { name: gru-b, path: networks/gru-b }
              - { name: permuted, path: networks/gru-a-permuted }
            """);
        JsonElement[] directions = [.. result.GetProperty("directions").EnumerateArray()];
        Assert.Equal(9, directions.Select(
            direction => (direction.GetProperty("source").GetString(), direction.GetProperty("target").GetString())).Distinct().Count());
        Assert.Contains(result.GetProperty("verdict").GetString(), (string[])["same", "inconclusive"]);
        Assert.All(directions, direction => Assert.InRange(direction.GetProperty("trial_iia").GetDouble(), 0.9, 1));
    }

    private JsonElement Run(string alignment, string? networks = null) =>
        JsonDocument.Parse(
            _here.Done("run", _here.Experiment(alignment, networks), "--output", "run", "--json", "--quiet").Output).RootElement.Clone();

    public void Dispose() => _here.Dispose();
}
