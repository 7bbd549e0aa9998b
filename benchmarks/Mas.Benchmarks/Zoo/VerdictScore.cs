using Mas.Results.Statistics;

namespace Mas.Benchmarks.Zoo;

/// <summary>How often the verdict is wrong where it answers, and how often it answers.</summary>
/// <param name="Rule">Which words are an answer.</param>
/// <param name="RiskInterval">Jeffreys', 95 %, as if pairs were independent, which makes it too narrow; null where nothing was
/// answered.</param>
/// <param name="CoverageInterval">95 %, over networks.</param>
internal sealed record VerdictScore(
    string Rule, int Pairs, int Answered, int Wrong, Interval? RiskInterval, Interval CoverageInterval)
{
    private const string Different = "different";

    public double Risk => (double)Wrong / Answered;

    public double Coverage => (double)Answered / Pairs;

    /// <summary>First with <c>same</c> as the only word that says alike, then with <c>interchangeable</c> beside it; <c>different</c> says
    /// unlike, and every other word says nothing.</summary>
    public static IReadOnlyList<VerdictScore> Of(
        IReadOnlyList<PairResult> results, IReadOnlyDictionary<string, string> origins, int bootstraps) =>
    [
        Of("`same`; `different`", results, word => word is "same", origins, bootstraps),
        Of("`same`, `interchangeable`; `different`", results, word => word is "same" or "interchangeable", origins, bootstraps),
    ];

    private static VerdictScore Of(
        string rule, IReadOnlyList<PairResult> results, Predicate<string> saysAlike, IReadOnlyDictionary<string, string> origins,
        int bootstraps)
    {
        bool IsAnswer(PairResult pair) => saysAlike(pair.Verdict.Word) || pair.Verdict.Word == Different;
        int answered = results.Count(IsAnswer);
        int wrong = results.Count(pair => IsAnswer(pair) && saysAlike(pair.Verdict.Word) != pair.IsAlike);
        Interval coverage = NetworkBootstrap.Of(origins, bootstraps, drawn =>
            results.Where(IsAnswer).Sum(pair => drawn(pair.One, pair.Other)) / results.Sum(pair => drawn(pair.One, pair.Other)));
        return new(rule, results.Count, answered, wrong, answered == 0 ? null : JeffreysInterval.Of(wrong, answered), coverage);
    }
}
