using Mas.Comparison;
using Mas.Comparison.Costs;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks;
using Mas.Results.Records;

namespace Mas.Analyses.Untrained;

/// <summary>The control <c>untrained-source</c> (<c>method.md</c> section 9): a network of the source's architecture with fresh weights
/// reads the source's sequences, and is aligned with the trained target for as many steps, each direction by itself. What comes of it any
/// network's activity allows, whatever it has learned. Between networks; of one network alone, within it.</summary>
internal static class UntrainedSourceControl
{
    public static AnalysisDescription Description { get; } = new(
        Metrics.UntrainedSource, "What do the same alignments reach from a source of fresh weights?", Run)
    {
        TrainsAnew = true,
        IsAlwaysDone = NullTraining.IsNeeded,
        Memory = shape => [NetworkParts.Weights(shape), NetworkParts.Activity(shape, isWhole: true)],
        Metrics = [Metrics.UntrainedSource],
    };

    private static AnalysisOutcome Run(AnalysisContext context)
    {
        using var fresh = new FreshNetworks(context, Metrics.UntrainedSource);
        return new AnalysisOutcome(context.Evidence, [])
        {
            Control = new AddedControl(Metrics.UntrainedSource, [.. context.Results.Select(result => Train(context, fresh.Data, result))]),
        };
    }

    // [seeds][test routes]
    private static RouteOutcome?[][] Train(AnalysisContext context, RunData fresh, CaseResult result)
    {
        Experiment changed = NullTraining.Of(context, result, alignment => alignment);
        IReadOnlyList<Activity> Read(string split) => [.. fresh.Pools(split).Select(pool => pool.Activity)];
        AlignmentCase[] alone = [.. Directions(result.Data.Trained).Select(direction => Alone(context, result.Data.Case, direction))];
        using var starts = new PairStarts(context, fresh);
        CaseResult[] trained = context.Training.Run(
            $"{Metrics.UntrainedSource}-{result.Data.Case.Name}", changed, alone, recordings: Read, ownStart: starts.Of);
        return [.. result.Seeds.Select((_, s) => Tested(s))];

        // A direction's own test holds the run's interventions in it.
        RouteOutcome?[] Tested(int seed)
        {
            Dictionary<Route, RouteOutcome> outcomes = trained.SelectMany(one =>
                    one.Data.Test.Routes.Zip(context.Outcomes(one.Seeds[seed], one.Data.Test, Read(Metrics.Test))))
                .ToDictionary(one => one.First, one => one.Second);
            return [.. result.Data.Test.Routes.Select(route =>
                result.Data.Setup.IsRemainder(route) ? null : outcomes.GetValueOrDefault(route))];
        }
    }

    private static IEnumerable<Direction> Directions(IReadOnlyList<Route> trained)
    {
        Direction[] all = [.. trained.Select(route => route.Direction).Distinct()];
        return all.Any(direction => !direction.IsWithin) ? all.Where(direction => !direction.IsWithin) : all;
    }

    private static AlignmentCase Alone(AnalysisContext context, AlignmentCase own, Direction direction) => own with
    {
        Method = own.Method with
        {
            Behaviour = [.. own.Method.Behaviour.Where(one => one == direction)],
            CounterfactualLatent = [.. own.Method.CounterfactualLatent.Where(one => one == direction)],
        },
        Pair = new NamedDirection(context.Data.Networks[direction.Source].Name, context.Data.Networks[direction.Target].Name),
    };
}
