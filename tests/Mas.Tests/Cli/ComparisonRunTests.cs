using System.Text.Json;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>What a run says over methods, sizes and network seeds, beside each direction by itself.</summary>
public sealed class ComparisonRunTests : IDisposable
{
    private readonly Workplace _here = new();

    [Fact]
    public void Methods_and_sizes_are_compared_in_run_json_and_in_the_report()
    {
        JsonElement run = Run(_here.Experiment("method: [mas, stitching], size: [4, 8], steps: 2, seeds: [1, 2, 3]"));
        JsonElement[] differences = [.. run.GetProperty("differences").EnumerateArray()];
        JsonElement[] methods = [.. differences.Where(one => one.GetProperty("other_method").GetString() == "stitching"
            && one.GetProperty("method").GetString() == "mas")];
        Assert.NotEmpty(methods);
        Assert.All(methods, one => Assert.Equal(one.GetProperty("size").GetInt32(), one.GetProperty("other_size").GetInt32()));
        Assert.All(differences.Except(methods),
            one => Assert.Equal((8, 4), (one.GetProperty("size").GetInt32(), one.GetProperty("other_size").GetInt32())));
        Assert.All(differences,
            one => Assert.Equal(Iia(run, one, "") - Iia(run, one, "other_"), one.GetProperty("difference").GetDouble(), 9));
        Assert.Empty(run.GetProperty("network_seeds").EnumerateArray());
        string report = File.ReadAllText(_here.Path("run", "report.html"));
        Assert.Contains("Differences between methods", report, StringComparison.Ordinal);
        Assert.Contains("Differences between sizes", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Networks_that_differ_in_their_training_seed_are_taken_together_at_each_site()
    {
        JsonElement run = Run(Untrained("das", ["1, layer.1, 16", "2, layer.1, 16", "3, layer.1, 16", "1, layer.2, 16", "1, layer.1, 8"]));
        Assert.Equal(
            [("mlp, width 16, layer.1", 3, true), ("mlp, width 16, layer.2", 1, false), ("mlp, width 8, layer.1", 1, false)],
            run.GetProperty("network_seeds").EnumerateArray().Select(one => (
                one.GetProperty("source").GetString()!.Replace(", untrained", "", StringComparison.Ordinal),
                one.GetProperty("networks").GetInt32(), one.GetProperty("interval").ValueKind == JsonValueKind.Object)));
        Assert.Contains("† Fewer than three network seeds", File.ReadAllText(_here.Path("run", "report.html")), StringComparison.Ordinal);
    }

    [Fact]
    public void Between_networks_the_directions_are_counted_and_the_networks_are_what_the_interval_is_over()
    {
        JsonElement run = Run(Untrained("mas", ["1, layer.1, 8", "2, layer.1, 8", "3, layer.1, 8"]));
        Assert.Equal([(true, 3, 3), (false, 3, 6)], run.GetProperty("network_seeds").EnumerateArray().Select(one =>
            (one.GetProperty("same_seed").GetBoolean(), one.GetProperty("networks").GetInt32(), one.GetProperty("directions").GetInt32())));
    }

    [Fact]
    public void Two_networks_have_no_summary_over_networks() =>
        Assert.Empty(Run(Untrained("mas", ["1, layer.1, 8", "2, layer.1, 8"])).GetProperty("network_seeds").EnumerateArray());

    public void Dispose() => _here.Dispose();

    private static double Iia(JsonElement run, JsonElement difference, string which) =>
        run.GetProperty("directions").EnumerateArray().Single(direction =>
            direction.GetProperty("source").GetString() == difference.GetProperty("source").GetString()
            && direction.GetProperty("target").GetString() == difference.GetProperty("target").GetString()
            && direction.GetProperty("method").GetString() == difference.GetProperty(which + "method").GetString()
            && direction.GetProperty("size").GetInt32() == difference.GetProperty(which + "size").GetInt32())
            .GetProperty("trial_iia").GetDouble();

    private JsonElement Run(string experiment)
    {
        _here.Finish(experiment, "run");
        return JsonDocument.Parse(File.ReadAllText(_here.Path("run", "run.json"))).RootElement;
    }

    // Each network: training seed, site, width.
    private string Untrained(string method, string[] networks)
    {
        IEnumerable<string> lines = networks.Select(network => network.Split(", ")).Select(parts =>
            $"  - {{ name: s{parts[0]}-{parts[1]}-{parts[2]}, site: {parts[1]}, insist: true, train: {{ architecture: mlp, width: "
            + $"{parts[2]}, seed: {parts[0]}, steps: 0 }} }}\n");
        File.WriteAllText(_here.Path("untrained.yaml"), $$"""
            task: hierarchical-equality
            networks:
            {{string.Concat(lines)}}
            alignment: { method: {{method}}, variables: [left_equal], size: 2, batch: 16, train: 100, validation: 40, test: 40, steps: 3,
              seeds: [1] }
            """);
        return "untrained.yaml";
    }
}
