using Mas.Results.Reports;
using Xunit;

namespace Mas.Results.Tests.Reports;

public sealed class SummaryTests
{
    [Fact]
    public void Columns_line_up_and_the_verdict_follows()
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
        Assert.Contains("gru-a→gru-b (untrained)", text);
        Assert.Contains("–\n", text);
    }

    [Theory]
    [InlineData(1, "100.0"), InlineData(0.99999, "99.9"), InlineData(0, "0.0"), InlineData(0.00001, "0.1"), InlineData(-0.05, "−5.0"), InlineData(0.974, "97.4")]
    public void Almost_all_is_never_shown_as_all(double share, string text) => Assert.Equal(text, Percent.Number(share));
}
