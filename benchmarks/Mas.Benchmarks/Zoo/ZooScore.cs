using Mas.Results.Statistics;

namespace Mas.Benchmarks.Zoo;

/// <summary>How well one measure separates the pairs.</summary>
internal sealed record ZooScore(
    string Measure, double Precision, Interval PrecisionInterval, double Violations, Interval ViolationsInterval, double Seconds)
{
    public static ZooScore Of(
        string measure, LabelledPair[] pairs, IReadOnlyDictionary<string, string> origins, int bootstraps, double seconds) => new(measure,
        AveragePrecision.Of(pairs), NetworkBootstrap.Of(origins, bootstraps, drawn => AveragePrecision.Of(pairs, drawn)),
        ViolationRate.Of(pairs), NetworkBootstrap.Of(origins, bootstraps, drawn => ViolationRate.Of(pairs, drawn)),
        seconds);
}

/// <summary>The scores of one measure minus those of another one, each over the same samples of networks: what both owe to the networks
/// that were drawn cancels.</summary>
/// <param name="Other">The measure that is taken away.</param>
internal sealed record ScoreDifference(
    string Other, double Precision, Interval PrecisionInterval, double Violations, Interval ViolationsInterval)
{
    /// <param name="first">What the first measure says of the pairs.</param>
    /// <param name="second">What the other one says of the same pairs.</param>
    public static ScoreDifference Of(
        string other, LabelledPair[] first, LabelledPair[] second, IReadOnlyDictionary<string, string> origins, int bootstraps)
    {
        double Precision(Multiplicity? drawn) => AveragePrecision.Of(first, drawn) - AveragePrecision.Of(second, drawn);
        double Violations(Multiplicity? drawn) => ViolationRate.Of(first, drawn) - ViolationRate.Of(second, drawn);
        return new(other, Precision(null), NetworkBootstrap.Of(origins, bootstraps, Precision),
            Violations(null), NetworkBootstrap.Of(origins, bootstraps, Violations));
    }
}
