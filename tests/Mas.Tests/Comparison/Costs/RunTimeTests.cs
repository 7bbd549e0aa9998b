using Mas.Comparison;
using Mas.Comparison.Costs;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks.Called;
using Mas.Runs;
using Mas.Tasks;
using Mas.Tensors;
using Mas.Tests.Cli;
using Xunit;

namespace Mas.Tests.Comparison.Costs;

/// <summary>How long a run takes whose networks can only be called.</summary>
public sealed class RunTimeTests : IDisposable
{
    private static readonly CallSeconds s_none = new(0, 0);

    private readonly Workplace _here = new();

    [Fact]
    public void Calls_have_a_share_of_their_own_and_one_for_each_sequence()
    {
        CallSeconds found = CallSeconds.Between((8, 0.010), (64, 0.024));
        Assert.Equal(0.008, found.Call, 6);
        Assert.Equal(0.00025, found.Row, 6);
        Assert.Equal(2 * 0.008 + 100 * 0.00025, new CalledTiming(64, s_none, s_none).Of(found, 100), 6);
        // Where more sequences were faster by chance, that is no reason to promise time.
        Assert.Equal(new CallSeconds(0.010, 0), CallSeconds.Between((8, 0.012), (64, 0.010)));
    }

    [Fact]
    public void A_step_takes_what_was_measured_and_without_that_nobody_knows()
    {
        RunShape shape = Shape();
        Assert.Equal(["a", "b"], new RunTime(shape).Unknown);
        Assert.Equal(["b"], new RunTime(shape, [new(1000, s_none, s_none), null]).Unknown);
        RunTime fast = Time(shape, 0), slow = Time(shape, 1);
        Assert.Empty(fast.Unknown);
        // Two targets, each with all of its sources in one call.
        Assert.Equal(2, slow.Step(shape.Cases[0]) - fast.Step(shape.Cases[0]), 6);
        Assert.Equal(shape.Alignment.Steps * 2, slow.Aligning - fast.Aligning, 4);
    }

    // What follows an intervention may be longer than what it replaces: a run pads all to the longest of them.
    [Fact]
    public void What_is_timed_is_as_long_as_what_interventions_run()
    {
        AlignmentOptions all = Shape().Alignment;
        TokenRows rows = MeasuredCalls.Rows(Golden.MultiObject, 1, all), cut = MeasuredCalls.Rows(
            Golden.MultiObject, 1, all with { Score = ScoredPredictions.First });
        var random = new SeededRandom(1);
        TokenRows natural = Golden.MultiObject.Rows(rows.Count, QuantityChoice.All, ref random);
        int Longest(TokenRows one) => Enumerable.Range(0, one.Count).Max(one.Length);
        Assert.InRange(Longest(rows), Longest(natural), 2 * Longest(natural));
        Assert.True(Longest(cut) < Longest(natural));
    }

    private static RunTime Time(RunShape shape, double call)
    {
        var timing = new CalledTiming(1000, s_none, new(call, 0));
        return new RunTime(shape, [timing, timing]);
    }

    private RunShape Shape()
    {
        string path = Golden.Path("torchscript", "stacked-gru");
        string file = _here.Experiment("size: 4, steps: 50",
            $"  - {{ name: a, path: {path}, site: state }}\n  - {{ name: b, path: {path}, site: state }}");
        Experiment experiment = ExperimentRunner.Read(_here.Path(file));
        return new RunShape(experiment, new RunOptions { Threads = 1, Command = "test" });
    }

    public void Dispose() => _here.Dispose();
}
