using Mas.Results.Statistics;

namespace Mas.Benchmarks.Zoo;

/// <summary>How well one measure separates the pairs.</summary>
internal sealed record ZooScore(string Measure, double Precision, Interval PrecisionInterval, double Violations, Interval ViolationsInterval, double Seconds)
{
    /// <summary>Scores of every measure.</summary>
    public static IReadOnlyList<ZooScore> Of(IReadOnlyList<PairResult> results, ZooPlan plan, int bootstraps)
    {
        HashSet<string> names = [.. results.SelectMany(pair => (string[])[pair.One, pair.Other])];
        Dictionary<string, string> origins = plan.Networks.Where(network => names.Contains(network.Name)).ToDictionary(network => network.Name, network => network.Origin);
        return [.. results[0].Values.Select((value, m) => Of(value.Measure, [.. results.Select(pair => (pair, pair.Values[m]))], origins, bootstraps))];
    }

    private static ZooScore Of(string measure, (PairResult Pair, MeasuredValue Value)[] values, Dictionary<string, string> origins, int bootstraps)
    {
        LabelledPair[] pairs = [.. values.Select(one => new LabelledPair(one.Pair.One, one.Pair.Other, one.Pair.IsAlike, one.Value.Similarity))];
        return new ZooScore(
            measure,
            AveragePrecision.Of(pairs), NetworkBootstrap.Of(origins, bootstraps, drawn => AveragePrecision.Of(pairs, drawn)),
            ViolationRate.Of(pairs), NetworkBootstrap.Of(origins, bootstraps, drawn => ViolationRate.Of(pairs, drawn)),
            values.Average(one => one.Value.Seconds));
    }
}
