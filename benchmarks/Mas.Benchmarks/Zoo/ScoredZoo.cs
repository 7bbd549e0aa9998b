using Mas.Results.Statistics;

namespace Mas.Benchmarks.Zoo;

/// <summary>Everything that is said of some pairs of the zoo.</summary>
internal sealed record ScoredZoo(
    IReadOnlyList<PairResult> Pairs, IReadOnlyList<ZooScore> Scores, IReadOnlyList<ScoreDifference> Differences,
    IReadOnlyList<VerdictScore> Verdicts, IReadOnlyList<RiskCurve> Curves)
{
    public static ScoredZoo Of(IReadOnlyList<PairResult> pairs, ZooSettings settings)
    {
        HashSet<string> names = [.. pairs.SelectMany(pair => (string[])[pair.One, pair.Other])];
        Dictionary<string, string> origins = settings.Plan.Networks.Where(network => names.Contains(network.Name))
            .ToDictionary(network => network.Name, network => network.Origin);
        string[] measures = [.. pairs[0].Values.Select(value => value.Measure)];
        Dictionary<string, LabelledPair[]> labelled = measures.ToDictionary(measure => measure, measure => Labelled(pairs, measure));
        return new(pairs,
            [.. measures.Select(measure => ZooScore.Of(
                measure, labelled[measure], origins, settings.Bootstraps, pairs.Average(pair => pair.Of(measure).Seconds)))],
            [.. measures.Where(measure => measure != ZooSettings.Mas).Select(measure => ScoreDifference.Of(
                measure, labelled[ZooSettings.Mas], labelled[measure], origins, settings.Bootstraps))],
            VerdictScore.Of(pairs, origins, settings.Bootstraps),
            [.. measures.Select(measure => RiskCurve.Of(measure, labelled[measure], origins))]);
    }

    /// <summary>The share of alike pairs, which is the AUPRC of a measure that says nothing.</summary>
    public double ShareOfAlike => Pairs.Count(pair => pair.IsAlike) / (double)Pairs.Count;

    private static LabelledPair[] Labelled(IReadOnlyList<PairResult> pairs, string measure) =>
        [.. pairs.Select(pair => new LabelledPair(pair.One, pair.Other, pair.IsAlike, pair.Of(measure).Similarity))];
}
