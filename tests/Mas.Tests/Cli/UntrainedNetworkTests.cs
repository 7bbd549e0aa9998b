using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>Networks with fresh weights (<c>train.steps: 0</c>), which get next to nothing right and are aligned all the same, as a
/// control.</summary>
public sealed class UntrainedNetworkTests : IDisposable
{
    private static readonly int[] s_widths = [4, 16, 64, 256];

    private readonly Workplace _here = new();

    [Fact]
    public void All_sequences_of_an_untrained_network_are_used_and_they_are_enough_for_so_many_interventions()
    {
        Run("method: das, validation: 3000", 16);
        string[][] rows = [.. File.ReadLines(_here.Path("run", "metrics.csv")).Select(line => line.Split(','))];
        Assert.Equal("6000", Assert.Single(rows, row => row[3] == "validation" && row[12] == "usable")[13]);
        double accuracy = double.Parse(Assert.Single(rows, row => row[3] == "test" && row[12] == "accuracy")[13],
            CultureInfo.InvariantCulture);
        Assert.InRange(accuracy, 0, 0.9);
    }

    [Fact]
    public void Untrained_networks_are_refused_without_insisting()
    {
        Ended ended = _here.Mas("run", Experiment("method: das", insist: false, 16), "--output", "run", "--quiet");
        Assert.Equal(1, ended.Code);
        Assert.Contains("has not learned hierarchical-equality", ended.Error, StringComparison.Ordinal);
    }

    // Fresh weights of PyTorch's scale give every unit about the same energy, so that networks of other widths are of another scale.
    [Theory]
    [InlineData("mas", 2, 1, "The latents of w4 and w16 differ in scale")]
    [InlineData("mas", 4, 1, "The latents of 6 pairs of networks differ in scale by more than a factor of 2")]
    [InlineData("das", 4, 0, "")]
    public void A_difference_in_scale_is_told_where_activity_is_exchanged_and_in_one_sentence_where_there_are_many(
        string method, int networks, int warnings, string begins)
    {
        Run($"method: {method}", [.. s_widths.Take(networks)]);
        string[] told = [.. JsonDocument.Parse(File.ReadAllText(_here.Path("run", "run.json"))).RootElement.GetProperty("warnings")
            .EnumerateArray().Select(one => one.GetString()!).Where(one => one.Contains("scale", StringComparison.Ordinal))];
        Assert.Equal(warnings, told.Length);
        Assert.All(told, one => Assert.StartsWith(begins, one, StringComparison.Ordinal));
    }

    private void Run(string alignment, params int[] widths) =>
        _here.Finish(Experiment(alignment, insist: true, widths), "run");

    private string Experiment(string alignment, bool insist, params int[] widths)
    {
        string validation = alignment.Contains("validation", StringComparison.Ordinal) ? "" : ", validation: 40";
        IEnumerable<string> networks = widths.Select(width => string.Create(CultureInfo.InvariantCulture,
            $"  - {{ name: w{width}, site: layer.1, insist: {(insist ? "true" : "false")}, train: {{ "
            + $"architecture: mlp, width: {width}, seed: 1, steps: 0 }} }}\n"));
        File.WriteAllText(_here.Path("untrained.yaml"), $$"""
            task: hierarchical-equality
            networks:
            {{string.Concat(networks)}}
            alignment:
              { {{alignment}}, variables: [left_equal], size: 2, batch: 16, train: 100{{validation}}, test: 40, steps: 3, seeds: [1] }
            """);
        return "untrained.yaml";
    }

    public void Dispose() => _here.Dispose();
}
