using System.Collections.Concurrent;
using Mas.Comparison;
using Mas.Experiments;
using Mas.Results.Store;
using Mas.Runs;
using Mas.Tests.Cli;
using Xunit;

namespace Mas.Tests.Runs;

/// <summary>What a run tells of a seed while it trains it, and after it was stopped.</summary>
public sealed class SeedProgressTests : IDisposable
{
    private const string Job = "aligning, seed 1";

    private readonly Workplace _here = new();

    [Fact]
    public void The_worst_direction_is_told_and_a_resumed_run_goes_on_from_its_step()
    {
        using (var stop = new CancellationTokenSource())
            Assert.Throws<OperationCanceledException>(() => Run(resume: false, told =>
            {
                if (told is { Job: Job, Done: 30 })
                    stop.Cancel();
            }, stop.Token));
        var all = new ConcurrentQueue<RunProgress>();
        Run(resume: true, all.Enqueue, TestContext.Current.CancellationToken);
        RunProgress[] told = [.. all.Where(one => one.Job == Job)];
        Assert.Equal((30, "step"), (told[0].Done, told[0].Unit));
        Assert.Equal(Enumerable.Range(30, 10), told[..^1].Select(one => (int)one.Done).Distinct());
        Assert.All(told, one => Assert.Matches(
            @"^worst (gru-\w → gru-\w|within gru-\w) \d+\.\d % \(floor \d+\.\d, target 99\.5\)", one.Detail));
        Assert.EndsWith(", step limit reached at step 40", told[^1].Detail, StringComparison.Ordinal);
    }

    private void Run(bool resume, Action<RunProgress> progress, CancellationToken stop)
    {
        Experiment experiment = ExperimentRunner.Read(_here.Path(_here.Experiment("start: random, steps: 40, learning_rate: 0.000001")));
        using RunFolder folder = RunFolder.Open(_here.Path("out"), resume);
        ExperimentRunner.Run(experiment, folder, new RunOptions { Threads = 1, Command = "test", Progress = progress }, stop);
    }

    public void Dispose() => _here.Dispose();
}
