using Mas.Results.Records;
using Mas.Results.Verdicts;
using Xunit;
using static Mas.Results.Tests.Verdicts.JudgedRuns;

namespace Mas.Results.Tests.Verdicts;

/// <summary>Verdicts about a recording and a network: only what is read from the recording can be tested.</summary>
public sealed class RecordingVerdictTests
{
    private static readonly RecordingRecord s_made = new(24, 40, 480) { BinSeconds = 0.125, Reliability = 0.871 };

    [Fact]
    public void What_a_recording_is_made_of_is_said_in_words()
    {
        Assert.Equal("24 units, 40 trials, 480 bins of 0.125 s; two halves of its trials correlate at 0.87 (class means, Spearman and "
            + "Brown)", s_made.Text);
        Assert.Equal("1 unit, 1 trial, 2 bins", new RecordingRecord(1, 1, 2).Text);
    }

    [Fact]
    public void Where_all_that_can_be_tested_reaches_one_way_is_shown_and_no_more()
    {
        VerdictRecord verdict = Decide(High, High, []);
        Assert.Equal("inconclusive", verdict.Word);
        Assert.Equal("One way is shown: activity of b can stand in for that of a. Nothing can be written into a recording, so that the "
            + "other way, and whether what is read there is used there, cannot be tested.", verdict.Reasons[0]);
        Assert.Contains($"b: {s_made.Text}.", verdict.Reasons);
        Assert.Equal("An exchange into what b was recorded from would settle it.", verdict.Reasons[^1]);
    }

    // By algorithm the network alone was asked.
    [Fact]
    public void A_causal_model_that_the_network_passes_makes_the_two_no_more_alike()
    {
        VerdictRecord verdict = Decide(High, High, [Algorithm("a", "up-down", "passed")]);
        Assert.Equal("inconclusive", verdict.Word);
        Assert.StartsWith("One way is shown", verdict.Reasons[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Where_what_can_be_tested_falls_short_that_is_the_obstacle_and_no_advice_asks_for_what_cannot_be_had()
    {
        VerdictRecord verdict = Decide(Middle, High, []);
        Assert.StartsWith("The run does not decide it: from b into a the alignment does not surely reach", verdict.Reasons[0],
            StringComparison.Ordinal);
        Assert.DoesNotContain(verdict.Reasons, reason => reason.Contains("method: mas", StringComparison.Ordinal));
        VerdictRecord within = Decide(High, Middle, []);
        Assert.StartsWith("The run does not decide it: within a the alignment does not surely reach", within.Reasons[0],
            StringComparison.Ordinal);
    }

    [Fact]
    public void Controls_that_a_recording_rules_out_are_not_asked_for()
    {
        VerdictBasis basis = Basis([Result("b", "a", High), Result("a", "a", High)], []);
        VerdictRecord verdict = Verdict.Decide(basis with
        {
            Settings = Settings() with { Family = "linear", Asked = [.. AllControls, "scrambled"], RuledOut = ["untrained-source"] },
        });
        Assert.Contains("`alignment: { family: orthogonal }`", verdict.Reasons[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(verdict.Reasons, reason => reason.Contains("analyses: [untrained-source]", StringComparison.Ordinal));
    }

    private static VerdictRecord Decide((double, double) between, (double, double) within, IReadOnlyList<AlgorithmResult> models) =>
        Verdict.Decide(Basis([Result("b", "a", between), Result("a", "a", within)], models));

    // b is a recording.
    private static VerdictBasis Basis(DirectionResult[] directions, IReadOnlyList<AlgorithmResult> models)
    {
        VerdictBasis basis = JudgedRuns.Basis(directions, models);
        return basis with { Networks = [Network("a"), Network("b") with { Recording = s_made, Accessible = false, Accuracy = null }] };
    }
}
