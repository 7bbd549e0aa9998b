using System.Text;
using Mas.Results.Statistics;

namespace Mas.Benchmarks.Zoo;

/// <summary>What came, as Markdown.</summary>
internal static class ZooTable
{
    /// <summary>Measures with their scores, the best AUPRC first.</summary>
    public static string Scores(IReadOnlyList<ZooScore> scores)
    {
        var text = new StringBuilder("| measure | AUPRC | violation rate | seconds a pair |\n|---|---|---|---|\n");
        foreach (ZooScore score in scores.OrderByDescending(score => score.Precision))
            text.Append($"| `{score.Measure}` | {Text(score.Precision, score.PrecisionInterval)} | ")
                .Append($"{Text(score.Violations, score.ViolationsInterval)} | {score.Seconds:0.###} |\n");
        return text.ToString();
    }

    /// <summary>Median value of each measure in each group, and from where to where its values lie.</summary>
    public static string Groups(IReadOnlyList<PairResult> results)
    {
        PairGroup[] groups = [.. PairGroup.All.Where(group => results.Any(pair => pair.Group == group.Name))];
        string heads = string.Join(" | ", groups.Select(group => $"{group.Name} ({(group.IsAlike ? "alike" : "unlike")})"));
        var text = new StringBuilder($"| measure | {heads} |\n|---|{string.Concat(groups.Select(_ => "---|"))}\n");
        foreach ((int m, MeasuredValue value) in results[0].Values.Index())
        {
            IEnumerable<string> cells = groups.Select(group =>
                Text([.. results.Where(pair => pair.Group == group.Name).Select(pair => pair.Values[m].Value)]));
            text.Append($"| `{value.Measure}` | {string.Join(" | ", cells)} |\n");
        }
        return text.ToString();
    }

    private static string Text(double value, Interval interval) => $"{value:f2} [{interval.Low:f2}, {interval.High:f2}]";

    private static string Text(double[] values) => $"{AngleHistogram.Median(values):f2} ({values.Min():f2}–{values.Max():f2})";
}
