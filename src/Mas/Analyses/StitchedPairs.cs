using Mas.Comparison;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Training;

namespace Mas.Analyses;

/// <summary>Ordered pairs of different networks between which analyses train one direction by itself.</summary>
internal static class StitchedPairs
{
    /// <summary>Those whose variables can be exchanged and whose target can be run; not those of one network under two causal models,
    /// between which an alignment would say nothing.</summary>
    public static IReadOnlyList<Direction> Of(Experiment experiment, RunData data) =>
        [.. Direction.All(data.Networks.Count).Where(direction => !direction.IsWithin && experiment.Networks[direction.Target].Accessible
            && !IsCrossing(data.Networks[direction.Source], data.Networks[direction.Target]) && CanExchange(experiment, data, direction))];

    /// <summary>Whether anything can be exchanged in a direction.</summary>
    public static bool CanExchange(Experiment experiment, RunData data, Direction direction)
    {
        ValueList<int> sizes = [.. experiment.Alignment.Variables.Select(_ => 1)];
        return new CaseSetup(experiment, AlignmentCase.OfPair(Methods.Stitching, sizes, Names(data), direction), data).Trained.Count > 0;
    }

    /// <summary>[networks]</summary>
    public static string[] Names(RunData data) => [.. data.Networks.Select(network => network.Name)];

    private static bool IsCrossing(OpenedNetwork source, OpenedNetwork target) =>
        source.Task is NamedTask one && target.Task is NamedTask two && one.Causal != two.Causal
        && one with { Causal = null } == two with { Causal = null };
}
