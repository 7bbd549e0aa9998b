using Mas.Benchmarks.Zoo;
using Mas.Results.Statistics;
using Xunit;

namespace Mas.Benchmarks.Tests.Zoo;

/// <summary>What the words of verdicts answer, and the scores of measures against each other.</summary>
public class VerdictScoreTests
{
    private static PairResult Result(int number, bool isAlike, string word) =>
        new("seeds", isAlike, $"one-{number}", $"other-{number}", new ZooVerdict(word, "", ""), []);

    private static readonly PairResult[] s_results =
    [
        Result(0, true, "same"), Result(1, true, "interchangeable"), Result(2, true, "inconclusive"), Result(3, true, "different"),
        Result(4, false, "different"), Result(5, false, "interchangeable"), Result(6, false, "none"), Result(7, false, "partly"),
    ];

    [Fact]
    public void A_word_that_does_not_answer_abstains()
    {
        Dictionary<string, string> origins =
            s_results.SelectMany(pair => (string[])[pair.One, pair.Other]).ToDictionary(name => name, name => name);
        IReadOnlyList<VerdictScore> scores = VerdictScore.Of(s_results, origins, 200);
        Assert.Equal([(3, 1), (5, 2)], scores.Select(score => (score.Answered, score.Wrong)));
        Assert.Equal(1.0 / 3, scores[0].Risk, 12);
        Assert.Equal(5.0 / 8, scores[1].Coverage, 12);
        // Jeffreys': quantiles of Beta(1.5, 2.5), by numerical integration in another program.
        Assert.Equal(0.0387, scores[0].RiskInterval!.Low, 0.0001);
        Assert.Equal(0.8233, scores[0].RiskInterval!.High, 0.0001);
        Assert.InRange(scores[0].Coverage, scores[0].CoverageInterval.Low, scores[0].CoverageInterval.High);
    }

    [Fact]
    public void Where_nothing_is_answered_there_is_no_risk()
    {
        VerdictScore score = VerdictScore.Of([Result(0, true, "none")], new Dictionary<string, string>
        { ["one-0"] = "a", ["other-0"] = "b" }, 20)[0];
        Assert.Equal(0, score.Answered);
        Assert.Null(score.RiskInterval);
    }

    // Both measures owe their errors to the same networks. Their scores vary from sample to sample, and their difference does not.
    [Fact]
    public void Differences_are_taken_over_the_same_samples()
    {
        LabelledPair[] first = [.. Enumerable.Range(0, 12).Select(k =>
            new LabelledPair($"n{k % 6}", $"n{(k + 1 + k / 6) % 6}", k % 3 > 0, Math.Sin(k)))];
        LabelledPair[] second = [.. first.Select(pair => pair with { Similarity = 2 * pair.Similarity + 1 })];
        Dictionary<string, string> origins = Enumerable.Range(0, 6).ToDictionary(k => $"n{k}", k => $"n{k}");
        var one = ScoreDifference.Of("m", first, second, origins, 200);
        Assert.Equal((0, new Interval(0, 0), 0, new Interval(0, 0)),
            (one.Precision, one.PrecisionInterval, one.Violations, one.ViolationsInterval));
        var score = ZooScore.Of("m", first, origins, 200, 1);
        Assert.True(score.PrecisionInterval.High - score.PrecisionInterval.Low > 0.1);
    }

    // Average precision by hand: 1 for the first; (1 + 2/3)/2 for the second, whose unlike pair is the second of three.
    [Fact]
    public void A_difference_is_the_first_measure_minus_the_other()
    {
        LabelledPair[] first = [new("a", "b", true, 3), new("a", "c", true, 2), new("a", "d", false, 1)];
        LabelledPair[] second = [first[0], first[1] with { Similarity = 0 }, first[2]];
        Dictionary<string, string> origins = "abcd".ToDictionary(letter => $"{letter}", letter => $"{letter}");
        var one = ScoreDifference.Of("m", first, second, origins, 50);
        Assert.Equal(1 - (1 + 2.0 / 3) / 2, one.Precision, 12);
        Assert.Equal(0 - 0.5, one.Violations, 12);
    }
}
