using System.Text.Json;
using Mas.Results.Records;
using Mas.Results.Verification;
using Xunit;

namespace Mas.Results.Tests.Verification;

public sealed class VerificationTextTests
{
    private static readonly MetricRow Row =
        new("pair", 1, null, "test", "mas", 16, "a", "b", "state", "state", "full", true, Metrics.TrialIia, 0);
    private static readonly VerificationRecord Holding = new() { Run = "pair", Elsewhere = [], Values = 8, Equal = 8 };
    private static readonly VerificationRecord Contradicting = Holding with
    {
        Equal = 6,
        Differences = [new(Row, 0.9, 0.8, 0), new(Row with { Metric = Metrics.TokenIia }, 0.99, 0.98, 0)],
    };

    [Fact]
    public void A_run_that_holds_is_told_in_one_sentence()
    {
        Assert.Equal(
            "pair holds: all 8 values that were evaluated again came out equal to the last bit, and run.json says what they give.",
            VerificationText.Of(Holding));
        Assert.Equal(
            "pair holds: of the 8 values that were evaluated again 7 came out equal to the last bit and the others as close as another "
                + "machine or other versions can be asked for (processor X instead of Y), and run.json says what they give.",
            VerificationText.Of(Holding with { Equal = 7, Elsewhere = ["processor X instead of Y"] }));
    }

    [Fact]
    public void A_direction_that_contradicts_the_run_is_told_in_one_sentence()
    {
        Assert.Equal(
            "a→b (mas, size 16, full, seed 1): trial_iia is 0.8 and stands as 0.9; token_iia is 0.98 and stands as 0.99.\n"
            + "pair does not hold: 2 of the 8 values that were evaluated again are others, on the machine and with the versions of the "
                + "run, where every bit must be the same.",
            VerificationText.Of(Contradicting));
    }

    [Fact]
    public void A_record_that_does_not_follow_is_told_and_what_is_not_compared_is_listed() => Assert.Equal(
        "run.json: verdict.word is 'different' and stands as 'same'.\nrun.json: directions.0.no_swap (a→b) is 0.5 and stands as nothing.\n"
        + "pair does not hold: the 8 values that were evaluated again came out as they stand, but run.json does not say what they give.\n"
        + "Not compared: of run.json seconds.\nNot compared: report.html, which is not there.",
        VerificationText.Of(Holding with
        {
            Contradictions =
            [
                new RecordDifference("directions.0.no_swap", "a→b", null, "0.5"),
                new RecordDifference("verdict.word", "", "'same'", "'different'"),
            ],
            NotCompared = ["of run.json seconds", "report.html, which is not there"],
        }));

    [Fact]
    public void Files_that_contradict_one_another_are_told_by_themselves() => Assert.Equal(
        "report.html is not what it must be.\n"
        + "pair does not hold: the 8 values that were evaluated again came out as they stand, but its files contradict one another.",
        VerificationText.Of(Holding with { Problems = ["report.html is not what it must be."] }));

    [Fact]
    public void The_text_of_a_verification_begins_with_its_problems_and_cuts_many_lines()
    {
        string[] lines = VerificationText.Of(Contradicting with { Problems = [.. Enumerable.Range(0, 25).Select(i => $"problem {i}.")] })
            .Split('\n');
        Assert.Equal(22, lines.Length);
        Assert.Equal(("problem 0.", "… and 6 more; --json lists all"), (lines[0], lines[20]));
    }

    [Fact]
    public void The_text_of_a_verification_says_that_other_networks_leave_nothing_to_evaluate() =>
        Assert.EndsWith("pair does not hold: nothing was evaluated, because its networks or data are others.",
            VerificationText.Of(Holding with { Values = 0, Problems = ["x"] }));

    [Fact]
    public void The_json_object_of_a_verification_has_everything_on_one_line()
    {
        string text = VerificationJson.Of(Contradicting);
        Assert.DoesNotContain('\n', text);
        using JsonDocument json = JsonDocument.Parse(text);
        Assert.Equal(["run", "holds", "same_machine", "elsewhere", "values", "equal", "not_evaluated", "problems", "differences",
                "contradictions", "not_compared"],
            json.RootElement.EnumerateObject().Select(entry => entry.Name));
        Assert.False(json.RootElement.GetProperty("holds").GetBoolean());
        Assert.Equal(
            ["source", "target", "variable", "method", "size", "seed", "split", "metric", "stored", "found", "allowed", "message"],
            json.RootElement.GetProperty("differences")[0].EnumerateObject().Select(entry => entry.Name));
        text = VerificationJson.Of(Holding with { Contradictions = [new("directions.0.no_swap", "a→b", null, "0.25")] });
        using JsonDocument further = JsonDocument.Parse(text);
        Assert.Equal("""{"key":"directions.0.no_swap","subject":"a→b","stored":null,"found":"0.25","message":"""
            + "\"run.json: directions.0.no_swap (a→b) is 0.25 and stands as nothing\"}",
            further.RootElement.GetProperty("contradictions")[0].GetRawText());
    }
}
