using Mas.Results.Records;
using Mas.Results.Store;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>A run in which the prediction at the intervened position alone is scored.</summary>
public sealed class FirstPredictionRunTests : IDisposable
{
    private static readonly string[] s_sides = ["trial_iia", "trial_iia_rest", "no-swap"];

    private readonly Workplace _here = new();

    // The units as they are, all of them: within a network the source's own prediction, which is right. The unchanged target never says
    // what a telling intervention asks for.
    [Theory]
    [InlineData("state")]
    [InlineData("embedding")]
    public void Exchanging_everything_is_right_within_a_network_on_every_set_and_holds_again(string site)
    {
        string experiment = _here.Experiment("scheme: stepwise, score: first, start: identity, size: full, steps: 0, test: 60");
        _here.Finish(experiment, "run", $"site={site}", "task.quantities=[1, 9]");
        IReadOnlyList<MetricRow> rows = RunFolder.Read(_here.Path("run")).ReadMetrics();
        double[] Values(string network, string metric) => [.. rows.Where(row => row.Split == Metrics.Test && row.Metric == metric
            && (row.Source, row.Target) == (network, network)).Select(row => row.Value)];
        foreach (string network in (string[])["gru-a", "gru-b"])
            Assert.Equal([1, 1, 0], s_sides.Select(metric => Assert.Single(Values(network, metric))));
        Assert.Equal(4, rows.Count(row => row.Metric == Metrics.TrialIiaRest));
        Assert.All(rows.Where(row => row.Metric == Metrics.TrialIia),
            row => Assert.Contains(row with { Metric = Metrics.TokenIia }, rows));
        // Few pairs are telling, and 5 % of all are held out: of new ones there are hardly any, which is said.
        Assert.Contains(RunFolder.Read(_here.Path("run")).ReadRun().Warnings,
            warning => warning.Contains("new pairs", StringComparison.Ordinal));
        _here.Holds("run");
    }

    public void Dispose() => _here.Dispose();
}
