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
            text.Append(CultureInfo.InvariantCulture, $"| `{score.Measure}` | {Text(score.Precision, score.PrecisionInterval)} | {Text(score.Violations, score.ViolationsInterval)} | {score.Seconds:0.###} |\n");
        return text.ToString();
    }

    /// <summary>Median value of each measure in each group, and from where to where its values lie.</summary>
    public static string Groups(IReadOnlyList<PairResult> results)
    {
        PairGroup[] groups = [.. PairGroup.All.Where(group => results.Any(pair => pair.Group == group.Name))];
        var text = new StringBuilder($"| measure | {string.Join(" | ", groups.Select(group => $"{group.Name} ({(group.IsAlike ? "alike" : "unlike")})"))} |\n|---|{string.Concat(groups.Select(_ => "---|"))}\n");
        foreach ((MeasuredValue value, int m) in results[0].Values.Select((value, m) => (value, m)))
            text.Append(CultureInfo.InvariantCulture, $"| `{value.Measure}` | {string.Join(" | ", groups.Select(group => Text(results.Where(pair => pair.Group == group.Name).Select(pair => pair.Values[m].Value))))} |\n");
        return text.ToString();
    }

    private static string Text(double value, Interval interval) => string.Create(CultureInfo.InvariantCulture, $"{value:f2} [{interval.Low:f2}, {interval.High:f2}]");

    private static string Text(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        double median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        return string.Create(CultureInfo.InvariantCulture, $"{median:f2} ({sorted[0]:f2}–{sorted[^1]:f2})");
    }
}
