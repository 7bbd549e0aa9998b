using Mas.Alignments;
using Mas.Comparison;
using Mas.Comparison.Costs;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks;
using Mas.Results.Records;
using Mas.Training;

namespace Mas.Analyses.Untrained;

/// <summary>The control <c>untrained</c> (<c>method.md</c> section 9): networks of the same architectures with fresh weights in the place
/// of the trained ones, their sequences not filtered for being right, aligned for as many steps. An alignment that reaches as much there
/// says nothing of what the trained networks have learned.</summary>
internal static class UntrainedControl
{
    // Nothing ends the training but the number of steps.
    private static readonly StopOptions s_never = new() { Target = 2, Patience = 1_000_000, HopelessAfter = 1_000_000 };

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
        IReadOnlyList<OpenedNetwork> trained = context.Data.Networks;
        string[] hashes = [.. trained.Select(network => network.Hash).Distinct()];
        OpenedNetwork[] fresh = [.. trained.Select(network => Fresh(
            network, SeededRandom.Derive((ulong)context.Experiment.Seed, "untrained", Array.IndexOf(hashes, network.Hash))))];
        try
        {
            using var data = new RunData(context.Experiment, fresh, context.Run.Options.Threads);
            var control = new AddedControl(Metrics.Untrained, [.. context.Results.Select(result => Train(context, data, result))]);
            return new AnalysisOutcome(context.Evidence, []) { Control = control };
        }
        finally
        {
            foreach (OpenedNetwork network in fresh)
                network.Dispose();
        }
    }

    // A network that takes part at several sites stays one network.
    private static OpenedNetwork Fresh(OpenedNetwork network, ulong seed)
    {
        Network fresh = network.Opened.Config?.Fresh(seed)
            ?? throw new InputException($"there is no way to draw fresh weights for network '{network.Name}'; "
                + $"leave the analysis {Metrics.Untrained} out", key: "analyses");
        var opened = new OpenedSource(fresh, network.Opened.Origin, network.Hash);
        return network with { Opened = opened, Site = fresh.FindSite(network.Site.Name)!, IsUntrained = true };
    }

    private static IReadOnlyList<RouteOutcome>[] Train(AnalysisContext context, RunData data, CaseResult result)
    {
        Experiment changed =
            context.With(alignment => alignment with { Steps = result.Seeds.Max(seed => seed.Progress.Step), Stop = s_never });
        return [.. context.Training.Run(Description.Word, changed, [result.Data.Case], data)[0].Seeds.Select(
            seed => seed.Evaluation.Outcomes)];
    }
}
