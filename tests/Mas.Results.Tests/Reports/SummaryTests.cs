using Mas.Results.Records;
using Mas.Results.Reports;
using Mas.Results.Statistics;
using Xunit;

namespace Mas.Results.Tests.Reports;

public sealed class SummaryTests
{
    [Fact]
    public void Columns_of_the_summary_line_up_and_the_verdict_follows()
    {
        string text = Summary.Text(SampleRun.Pair().Run);
        string[] lines = text.Split('\n');
        Assert.StartsWith("direction", lines[0]);
        Assert.Equal(lines[0].IndexOf("method", StringComparison.Ordinal), lines[1].IndexOf("mas", StringComparison.Ordinal));
        Assert.All(lines[1..5], line => Assert.Equal(lines[0].Length, line.Length));
        Assert.Contains("verdict: same", text);
        Assert.DoesNotContain('\u00a0', text);
    }

    [Fact]
    public void An_untrained_direction_and_a_missing_floor_are_marked()
    {
        DirectionResult direction = SampleRun.Pair().Run.Directions[1] with { Trained = false, NoSwap = null };
        string text = Summary.Text(SampleRun.Pair().Run with { Directions = [direction] });
        Assert.Contains("gru-a→gru-b (not trained)", text);
        Assert.Contains("–\n", text);
    }

    [Fact]
    public void Many_directions_are_one_line_per_method_and_size_and_leave_room_for_the_verdict()
    {
        string text = Summary.Text(SampleStudy.Sweep().Run);
        string[] lines = text.TrimEnd().Split('\n');
        Assert.StartsWith("worst trained direction", lines[0]);
        Assert.Contains(" mas          64 ", lines[1]);
        Assert.Contains("… and 3 more of 21 methods and sizes; all 189 directions are in the report", lines);
        Assert.InRange(lines.Length, 20, 26);
        Assert.DoesNotContain("(not trained)", text);
    }

    [Fact]
    public void The_summary_says_many_networks_in_one_line()
    {
        string[] lines = Summary.Text(SampleStudy.Sixteen().Run).Split('\n');
        RunRecord run = SampleStudy.Sixteen().Run;
        DirectionResult worst = run.Directions.MinBy(direction => direction.TrialIia)!;
        Assert.StartsWith($"{worst.Source}→{worst.Target}", lines[1]);
        Assert.Equal("all 256 directions are in the report", lines[2]);
    }

    [Theory]
    [InlineData(1, "100.0"), InlineData(0.99999, "99.9"), InlineData(0, "0.0"), InlineData(0.00001, "0.1"), InlineData(-0.05, "−5.0"),
        InlineData(0.974, "97.4")]
    public void Almost_all_is_never_shown_as_all(double share, string text) => Assert.Equal(text, Percent.Number(share));
}
