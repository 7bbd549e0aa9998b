using Mas.Comparison;
using Mas.Experiments;
using Mas.Results.Records;
using Mas.Results.Statistics;

namespace Mas.Analyses;

/// <summary>The analysis <c>random-start</c>: the same alignments once more from random orthogonal matrices, to see whether the answer depends on the start.</summary>
internal static class StartComparison
{
    /// <summary>What the run knows, with the comparison.</summary>
    public static Analysed Add(AnalysisContext context, Analysed known)
    {
        // An affine pair has no start of its own to be compared with.
        CaseResult[] compared = [.. known.Results.Where(result => !result.Data.Case.Method.IsAffinePair)];
        CaseResult[] random = Train(context, Metrics.RandomStart, [.. compared.Select(result => result.Data.Case)]);
        return (known with { RandomStarts = random }).With(
            known.Evidence with { RandomStart = [.. compared.Zip(random, Compare).SelectMany(results => results)] },
            random.SelectMany(result => Rows(context.Metrics, result)));
    }

    /// <summary>Trains and tests methods and sizes from random matrices.</summary>
    public static CaseResult[] Train(AnalysisContext context, string analysis, IReadOnlyList<AlignmentCase> cases) =>
        context.Train(analysis, context.With(alignment => alignment with { Start = AlignmentStart.Random }), cases);

    private static IEnumerable<StartResult> Compare(CaseResult own, CaseResult random) =>
        own.Data.Test.Routes.Select((route, r) =>
        {
            bool[][] first = own.TrialsRight(r), second = random.TrialsRight(r);
            PairedDifference difference = PairedDifference.Of(second, first);
            var label = own.Data.Setup.Label(route);
            return new StartResult(
                label.Source, label.Target, label.Method, label.Size, label.Variable, MeanAccuracy.Of(first), MeanAccuracy.Of(second),
                difference.Mean, difference.Interval, [.. own.Seeds.Select(seed => seed.Evaluation.Step)], [.. random.Seeds.Select(seed => seed.Evaluation.Step)])
            {
                Trained = label.Trained,
            };
        });

    private static IEnumerable<MetricRow> Rows(RunMetrics metrics, CaseResult random) =>
        from seed in random.Seeds
        from r in Enumerable.Range(0, random.Data.Test.Routes.Count)
        select metrics.Found(random.Data.Setup, random.Data.Test.Routes[r], seed.Evaluation.Seed, seed.Evaluation.Step, Metrics.RandomStart, seed.Evaluation.Outcomes[r].TrialIia);
}
