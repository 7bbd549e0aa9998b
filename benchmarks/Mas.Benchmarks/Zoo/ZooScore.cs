using Mas.Results.Statistics;

namespace Mas.Benchmarks.Zoo;

/// <summary>How well one measure separates the pairs.</summary>
internal sealed record ZooScore(
    string Measure, double Precision, Interval PrecisionInterval, double Violations, Interval ViolationsInterval, double Seconds)
{
    public static IReadOnlyList<ZooScore> Of(IReadOnlyList<PairResult> results, ZooPlan plan, int bootstraps)
    {
        HashSet<string> names = [.. results.SelectMany(pair => (string[])[pair.One, pair.Other])];
        Dictionary<string, string> origins = plan.Networks.Where(network => names.Contains(network.Name))
            .ToDictionary(network => network.Name, network => network.Origin);
        return [.. results[0].Values.Select((value, m) =>
        {
            LabelledPair[] pairs =
                [.. results.Select(pair => new LabelledPair(pair.One, pair.Other, pair.IsAlike, pair.Values[m].Similarity))];
            return new ZooScore(value.Measure,
                AveragePrecision.Of(pairs), NetworkBootstrap.Of(origins, bootstraps, drawn => AveragePrecision.Of(pairs, drawn)),
                ViolationRate.Of(pairs), NetworkBootstrap.Of(origins, bootstraps, drawn => ViolationRate.Of(pairs, drawn)),
                results.Average(pair => pair.Values[m].Seconds));
        })];
    }
}
