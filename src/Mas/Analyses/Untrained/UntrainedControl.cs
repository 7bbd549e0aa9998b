using Mas.Alignments;
using Mas.Comparison;
using Mas.Comparison.Costs;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Results.Records;

namespace Mas.Analyses.Untrained;

/// <summary>The control <c>untrained</c> (<c>method.md</c> section 9): networks of the same architectures with fresh weights in the place
/// of the trained ones, their sequences not filtered for being right, aligned for as many steps. An alignment that reaches as much there
/// says nothing of what the trained networks have learned.</summary>
internal static class UntrainedControl
{
    public static AnalysisDescription Description { get; } = new(
        "untrained", "What do the same alignments reach between networks of fresh weights?", Run)
    {
        TrainsAnew = true,
        // What bends can be made to fit almost anything: its accuracy is never reported without this control.
        IsAlwaysDone = alignment => alignment is { Design.Family: AlignmentFamily.Reversible, Extend: null },
        Memory = shape => [NetworkParts.Weights(shape), NetworkParts.Activity(shape, isWhole: true)],
        Metrics = [Metrics.Untrained],
    };

    private static AnalysisOutcome Run(AnalysisContext context)
    {
        using var fresh = new FreshNetworks(context, Metrics.Untrained);
        var control = new AddedControl(Metrics.Untrained, [.. context.Results.Select(result => Train(context, fresh.Data, result))]);
        return new AnalysisOutcome(context.Evidence, []) { Control = control };
    }

    private static IReadOnlyList<RouteOutcome>[] Train(AnalysisContext context, RunData data, CaseResult result)
    {
        Experiment changed = NullTraining.Of(context, result, alignment => alignment);
        return [.. context.Training.Run(Description.Word, changed, [result.Data.Case], data)[0].Seeds.Select(
            seed => seed.Evaluation.Outcomes)];
    }
}
