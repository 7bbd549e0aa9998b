using Mas.Comparison;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Results.Records;

namespace Mas.Analyses.Scrambled;

/// <summary>The control <c>scrambled</c> (<c>method.md</c> section 9): the same alignments for as many steps, trained and tested on labels
/// of π(value), π a fixed random permutation of the values. A map that learns π as well as the value itself says nothing about how the
/// network writes the value.</summary>
internal static class ScrambledControl
{
    public static AnalysisDescription Description { get; } = new(
        Metrics.Scrambled, "What do the same alignments reach when the values are permuted at random?", Run)
    {
        TrainsAnew = true,
        TakesRecordings = true,
        IsAlwaysDone = NullTraining.IsNeeded,
        Metrics = [Metrics.Scrambled],
    };

    private static AnalysisOutcome Run(AnalysisContext context) => new(context.Evidence, [])
    {
        Control = new AddedControl(Metrics.Scrambled, [.. context.Results.Select(result => Train(context, result))]),
    };

    private static IReadOnlyList<RouteOutcome?>[] Train(AnalysisContext context, CaseResult result)
    {
        Experiment changed = NullTraining.Of(context, result, alignment => alignment with { Scrambles = true });
        return [.. context.Training.Run(Metrics.Scrambled, changed, [result.Data.Case])[0].Seeds.Select(seed => seed.Evaluation.Outcomes)];
    }
}
