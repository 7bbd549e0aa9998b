using Mas.Interchange;
using Mas.Results.Records;
using Mas.Results.Statistics;
using Mas.Results.Verdicts;

namespace Mas.Evaluation;

/// <summary>The differences that a run reports, fixed before it is seen which are large: in every direction MAS minus each other method of
/// the same size (without MAS, the first method takes its place), and the largest size of each method minus each smaller one. Only what was
/// tested on the same interventions with the same seeds is compared, where at least one of the two was trained there. Fewer comparisons
/// than all pairs: the more there are, the wider are the intervals that hold together.</summary>
internal static class PlannedDifferences
{
    /// <summary>Those between methods, then those between sizes; each kind has simultaneous intervals of its own.</summary>
    public static IReadOnlyList<DifferenceResult> Of(IReadOnlyList<TestedDirection> tested)
    {
        TestedDirection[] carried = [.. tested.Where(one => one.Result.Variable != VariableExchange.Extraneous(0).Label)];
        return [.. Results(BetweenMethods(carried)), .. Results(BetweenSizes(carried))];
    }

    private static IEnumerable<(TestedDirection, TestedDirection)> BetweenMethods(TestedDirection[] tested) =>
        from place in tested.GroupBy(one => (one.Result.Source, one.Result.Target, one.Result.Variable, one.Result.Size))
        let reference = place.FirstOrDefault(one => one.Result.Method == Verdict.Method) ?? place.First()
        from other in place
        where other.Result.Method != reference.Result.Method && AreCompared(reference, other)
        select (reference, other);

    private static IEnumerable<(TestedDirection, TestedDirection)> BetweenSizes(TestedDirection[] tested) =>
        from place in tested.GroupBy(one => (one.Result.Source, one.Result.Target, one.Result.Variable, one.Result.Method))
        let largest = place.MaxBy(one => one.Result.Size)!
        from other in place
        where other.Result.Size != largest.Result.Size && AreCompared(largest, other)
        select (largest, other);

    private static bool AreCompared(TestedDirection own, TestedDirection other) =>
        own.IsTestedAs(other) && (own.Result.Trained || other.Result.Trained);

    private static IEnumerable<DifferenceResult> Results(IEnumerable<(TestedDirection, TestedDirection)> pairs)
    {
        (TestedDirection Own, TestedDirection Other)[] all = [.. pairs];
        return all.Select(pair => Result(pair.Own, pair.Other, all.Length));
    }

    private static DifferenceResult Result(TestedDirection own, TestedDirection other, int comparisons)
    {
        PairedDifference alone = PairedDifference.Of(own.Outcomes, other.Outcomes);
        return new DifferenceResult
        {
            Source = own.Result.Source,
            Target = own.Result.Target,
            Variable = own.Result.Variable,
            Method = own.Result.Method,
            Size = own.Result.Size,
            Trained = own.Result.Trained,
            OtherMethod = other.Result.Method,
            OtherSize = other.Result.Size,
            OtherTrained = other.Result.Trained,
            Difference = alone.Mean,
            Interval = alone.Interval,
            SimultaneousInterval = PairedDifference.Of(own.Outcomes, other.Outcomes, comparisons).Interval,
            IntervalDesign = alone.Design,
        };
    }
}
