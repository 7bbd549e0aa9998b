using System.Text;
using Mas.Benchmarks.Planting;
using Mas.Results.Statistics;

namespace Mas.Benchmarks.Zoo;

/// <summary>What came, as Markdown.</summary>
internal static class ZooTable
{
    /// <summary>Measures with their scores, the best AUPRC first.</summary>
    public static string Scores(ScoredZoo zoo)
    {
        StringBuilder text = Head("measure", "AUPRC", "violation rate", "seconds a pair");
        foreach (ZooScore score in zoo.Scores.OrderByDescending(score => score.Precision))
            Row(text, $"`{score.Measure}`", Text(score.Precision, score.PrecisionInterval),
                Text(score.Violations, score.ViolationsInterval), $"{score.Seconds:0.###}");
        return text.ToString();
    }

    /// <summary>The scores of <c>mas</c> minus those of each other measure.</summary>
    public static string Differences(ScoredZoo zoo)
    {
        StringBuilder text = Head("`mas` minus", "AUPRC", "violation rate");
        foreach (ScoreDifference one in zoo.Differences.OrderBy(one => one.Precision))
            Row(text, $"`{one.Other}`", Signed(one.Precision, one.PrecisionInterval), Signed(one.Violations, one.ViolationsInterval));
        return text.ToString();
    }

    /// <summary>What the verdict risks at the share that it answers.</summary>
    public static string Verdicts(ScoredZoo zoo)
    {
        StringBuilder text = Head("words that answer", "answered", "wrong", "coverage", "risk");
        foreach (VerdictScore one in zoo.Verdicts)
            Row(text, one.Rule, $"{one.Answered} of {one.Pairs}", $"{one.Wrong}", Text(one.Coverage, one.CoverageInterval),
                one.RiskInterval is { } interval ? Text(one.Risk, interval) : "–");
        return text.ToString();
    }

    /// <summary>What each number risks where it answers as often as the verdict, and where it answers always.</summary>
    public static string Risks(ScoredZoo zoo)
    {
        StringBuilder text =
            Head(["measure", .. zoo.Verdicts.Select(verdict => $"risk at {verdict.Coverage:f2}"), "risk at 1", "mean over coverages"]);
        foreach (RiskCurve curve in zoo.Curves.OrderBy(curve => curve.Area))
            Row(text, [$"`{curve.Measure}`", .. zoo.Verdicts.Select(verdict => Share(curve.At(verdict.Answered))),
                Share(curve.Whole), Share(curve.Area)]);
        return text.ToString();
    }

    /// <summary>Median value of each measure in each group, and from where to where its values lie; a group is a row, since there are more
    /// words in the page's width than groups.</summary>
    public static string Groups(IReadOnlyList<PairResult> results, IReadOnlyList<string> measures)
    {
        StringBuilder text = Head(["group", "pairs", .. measures.Select(measure => $"`{measure}`")]);
        foreach (IGrouping<PairGroup, PairResult> group in Grouped(results))
            Row(text, [Name(group.Key), $"{group.Count()}",
                .. measures.Select(measure => Text([.. group.Select(pair => pair.Of(measure).Value)]))]);
        return text.ToString();
    }

    /// <summary>How often each word came in each group.</summary>
    public static string Words(IReadOnlyList<PairResult> results)
    {
        string[] words = ["same", "interchangeable", "partly", "inconclusive", "none", "different"];
        StringBuilder text = Head(["group", .. words.Select(word => $"`{word}`"), "scopes of `same` and `different`"]);
        foreach (IGrouping<PairGroup, PairResult> group in Grouped(results))
        {
            IEnumerable<string> scopes = group.Where(pair => pair.Verdict.Word is "same" or "different")
                .CountBy(pair => pair.Verdict.Scope).OrderByDescending(scope => scope.Value).Select(scope => $"{scope.Key} {scope.Value}");
            Row(text, [Name(group.Key), .. words.Select(word => $"{group.Count(pair => pair.Verdict.Word == word)}"),
                string.Join("; ", scopes)]);
        }
        return text.ToString();
    }

    /// <summary>What planting has reached.</summary>
    public static string Planted(IEnumerable<(ZooNetwork Network, PlantingFindings Findings)> planted)
    {
        StringBuilder text = Head("network", "steps", "right", "unexplained", "IIA of each variable (floor)");
        foreach ((ZooNetwork network, PlantingFindings findings) in planted)
            Row(text, $"`{network.Name}`", $"{findings.Steps}", $"{findings.Accuracy:f3}", $"{findings.Unexplained:f3}",
                string.Join(", ", findings.Variables.Select(own => $"`{own.Variable}` {own.Iia:f3} ({own.Floor:f2})")));
        return text.ToString();
    }

    private static IEnumerable<IGrouping<PairGroup, PairResult>> Grouped(IReadOnlyList<PairResult> results) => results
        .GroupBy(pair => PairGroup.Named(pair.Group)).OrderBy(group => PairGroup.All.Index().First(one => one.Item == group.Key).Index);

    private static StringBuilder Head(params string[] heads)
    {
        var text = new StringBuilder();
        Row(text, heads);
        return text.Append($"|{string.Concat(heads.Select(_ => "---|"))}\n");
    }

    private static void Row(StringBuilder text, params string[] cells) => text.Append($"| {string.Join(" | ", cells)} |\n");

    private static string Name(PairGroup group) => $"{group.Name} ({(group.IsAlike ? "alike" : "unlike")})";

    private static string Share(double risk) => double.IsNaN(risk) ? "–" : $"{risk:f2}";

    private static string Text(double value, Interval interval) => $"{value:f2} [{interval.Low:f2}, {interval.High:f2}]";

    private static string Signed(double value, Interval interval) => $"{value:+0.00;-0.00;0.00} "
        + $"[{interval.Low:+0.00;-0.00;0.00}, {interval.High:+0.00;-0.00;0.00}]";

    private static string Text(double[] values) => $"{AngleHistogram.Median(values):f2} ({values.Min():f2}–{values.Max():f2})";
}
