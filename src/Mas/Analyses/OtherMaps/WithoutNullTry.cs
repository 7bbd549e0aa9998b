using Mas.Comparison;
using Mas.Experiments;
using Mas.Results.Records;
using Mas.Results.Verdicts;

namespace Mas.Analyses.OtherMaps;

/// <summary>An alignment that reads activity which the source itself makes no use of is no proof that it has to. Where everything reaches
/// until that activity comes from another sample, the two are aligned once more on such sources, where reading it does not pay.</summary>
internal sealed class WithoutNullTry(AnalysisContext context, AlignmentCase variant)
{
    /// <summary>Ending of the name of its rows.</summary>
    private const string Kind = "without-null";

    /// <summary>Whether these directions of two networks reach in all that is asked, and with the source's null part exchanged some do
    /// not: nothing else stands in the way of a verdict.</summary>
    public static bool IsNeeded(IReadOnlyList<DirectionResult> directions, double same) =>
        directions.All(one => one.Chosen!.Low >= same && !(one.ChosenNewPairs?.Low < same) && !JudgedPair.ReachedBy(one).Any())
        && directions.Any(one => JudgedPair.Control(one, Metrics.NullExchanged)?.Chosen?.Low < same);

    public TriedMap Run()
    {
        Experiment changed = TriedExperiment.WithOwnControls(context.Experiment);
        using var sources = new ExchangedActivity(
            context, [.. context.Shared.NullSpaces.Select(one => (Func<Tensor, Tensor>)one.Space.Part)]);
        CaseResult result = context.Training.Run($"other-maps-{Kind}", changed, [variant], recordings: sources.Of)[0];
        return new TriedMap([], [.. context.TrialRows(result, Metrics.Via(Metrics.OtherMap, Kind))])
        {
            WithoutNull = new(variant.Pair!.Source, variant.Pair.Target, [.. result.Tested().Select(tested => tested.Result)]),
        };
    }
}
