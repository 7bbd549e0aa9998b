using Mas.Cli.Terminal;
using Mas.Comparison;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>The time that is left is learned from what a job does now.</summary>
public sealed class PaceTests
{
    private readonly Pace _pace = new();

    [Fact]
    public void A_first_step_that_is_slow_counts_for_nothing()
    {
        Assert.Null(At(0, 0));
        Assert.Null(At(1, 60));
        Assert.Equal(TimeSpan.FromSeconds(97), At(3, 62));
    }

    [Fact]
    public void Steps_of_an_earlier_run_count_for_nothing()
    {
        Assert.Null(At(80, 0));
        Assert.Null(At(81, 5));
        Assert.Equal(TimeSpan.FromSeconds(34), At(83, 9));
    }

    [Fact]
    public void A_validation_is_part_of_what_the_steps_between_take()
    {
        At(0, 0);
        At(1, 10);
        At(20, 29);
        Assert.Equal(TimeSpan.FromSeconds(160), At(20, 48)); // 38 s for 19 steps: every 20 there is one more
    }

    [Fact]
    public void A_job_that_begins_anew_is_learned_anew()
    {
        At(0, 0);
        At(50, 5);
        At(99, 1000);
        Assert.Null(At(0, 1000));
        Assert.Null(At(1, 1001));
        Assert.Equal(TimeSpan.FromSeconds(96), At(4, 1004));
    }

    [Fact]
    public void Nothing_is_said_of_less_than_a_second()
    {
        At(0, 0);
        At(1, 1);
        Assert.Null(At(2, 1.5));
    }

    [Fact]
    public void A_line_of_the_usual_case_fits_a_hundred_columns()
    {
        var output = new StringWriter();
        var clock = new Clock();
        using var lines = new ProgressLines(output, clock);
        foreach (int step in (int[])[0, 1, 35])
        {
            clock.Now += TimeSpan.FromSeconds(step);
            var progress = new RunProgress("aligning, seed 1", step, 60, "worst gru-a → gru-b 18.8 % (floor 9.6, target 99.5)");
            lines.Report(progress with { Unit = "step" });
        }
        string line = output.ToString().TrimEnd();
        Assert.Equal("aligning, seed 1: worst gru-a → gru-b 18.8 % (floor 9.6, target 99.5), step 35 of 60, at most 26 s", line);
        Assert.InRange(line.Length, 1, 100);
    }

    private TimeSpan? At(double done, double seconds) =>
        _pace.Left(new RunProgress("aligning", done, 100), DateTimeOffset.UnixEpoch.AddSeconds(seconds));

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
