using Mas.Alignments;
using Mas.Comparison;
using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Results.Records;
using Mas.Results.Statistics;

namespace Mas.Analyses.RandomStart;

/// <summary>The analysis <c>random-start</c>: the same alignments once more from random orthogonal matrices, to see whether the answer
/// depends on the start.</summary>
internal static class StartComparison
{
    public static AnalysisDescription Description { get; } = new(
        "random-start", "Does the answer depend on where the alignments start?", Run)
    {
        TakesRecordings = true,
        Against = Against,
        TrainsAnew = true,
        Evidence = [nameof(EvidenceRecord.RandomStart)],
        Metrics = [Metrics.RandomStart],
    };

    private static AnalysisOutcome Run(AnalysisContext context)
    {
        // An affine pair has no start of its own to be compared with.
        CaseResult[] compared = [.. context.Results.Where(result => !result.Data.Case.Method.IsAffinePair)];
        IReadOnlyList<CaseResult> random = context.Shared.TrainFromRandom(
            Description.Word, [.. compared.Select(result => result.Data.Case)]);
        return new AnalysisOutcome(
            context.Evidence with { RandomStart = [.. compared.Zip(random, Compare).SelectMany(results => results)] },
            random.SelectMany(result => context.TrialRows(result, Metrics.RandomStart)));
    }

    private static IEnumerable<string> Against(ReadExperiment experiment)
    {
        AlignmentOptions alignment = experiment.Alignment;
        if (alignment.Start == AlignmentStart.Random)
            yield return "the alignments start at random already; leave random-start out, or start: random";
        if (alignment.Methods.All(method => method == AlignmentMethod.LinearStitching))
            yield return "linear stitching has no start that could be another one; leave random-start out";
        if (!AlignmentFactory.HasOrthogonalBase(alignment.Design))
            yield return $"the family {alignment.Design.Family.Word()} has no aligned start to be compared with; "
                + "leave random-start out";
    }

    private static IEnumerable<StartResult> Compare(CaseResult result, CaseResult random) =>
        result.Data.Test.Routes.Select((route, r) =>
        {
            bool[][] first = result.TrialsRight(r), second = random.TrialsRight(r);
            PairedDifference difference = PairedDifference.Of(second, first);
            var label = result.Data.Setup.Label(route);
            return new StartResult(
                label.Source, label.Target, label.Method, label.Size, label.Variable, AccuracyInterval.Of(first),
                AccuracyInterval.Of(second), difference.Mean, difference.Interval, Steps(result), Steps(random))
            { Trained = label.Trained };
        });

    private static int[] Steps(CaseResult result) => [.. result.Seeds.Select(seed => seed.Evaluation.Step)];
}
