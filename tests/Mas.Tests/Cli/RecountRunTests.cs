using Mas.Results.Records;
using Mas.Results.Store;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>A run under the causal model recount: telling interventions are tested, the others beside them.</summary>
public sealed class RecountRunTests : IDisposable
{
    private readonly Workplace _here = new();

    [Fact]
    public void The_unchanged_target_is_never_right_and_the_rest_has_a_test_of_its_own()
    {
        string experiment = _here.Experiment("method: das, steps: 0, test: 60, size: 8, variables: [demo_count]",
            "  - { name: gru, path: networks/gru-a }");
        _here.Finish(experiment, "run", "task.causal=recount");
        IReadOnlyList<MetricRow> rows = RunFolder.Read(_here.Path("run")).ReadMetrics();
        double Tested(string metric) => Assert.Single(rows, row => row.Split == Metrics.Test && row.Metric == metric).Value;
        Assert.Equal(0, Tested("no-swap"));
        Assert.InRange(Tested("trial_iia"), 0, 0.5); // it carries the count
        Assert.InRange(Tested("trial_iia_rest"), 0, 1);
        _here.Holds("run");
    }

    public void Dispose() => _here.Dispose();
}
