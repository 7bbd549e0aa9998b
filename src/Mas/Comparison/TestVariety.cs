using System.Runtime.InteropServices;
using Mas.Evaluation;
using Mas.Interchange;
using Mas.Results.Records;

namespace Mas.Comparison;

/// <summary>On how many different sequences and pairs of values the numbers of a run rest (<c>method.md</c> section 9). A test that shows
/// the same few again and again says no more than they do, however many interventions it counts.</summary>
internal static class TestVariety
{
    private const int FewestSequences = 20, ManySequences = 200, ManyPairs = 50, ManyNewPairs = 10;

    /// <summary>Refuses a test set of hardly any different sequences. A recording has the trials that it has.</summary>
    /// <exception cref="InputException">Names the network, how many there are and how many are wanted.</exception>
    public static void RequireSequences(RunData data)
    {
        foreach ((OpenedNetwork network, RecordedPool pool, int distinct) in Counted(data))
            // Of none at all there are no interventions, which is told where they are drawn.
            if (distinct is > 0 and < FewestSequences && pool.Sequences.Source.Listed is null)
                throw new InputException(
                    $"the test set has {distinct} different sequence{(distinct == 1 ? "" : "s")} of {network.SequenceTask.Name} for "
                    + $"{network.Name}{(pool.UsesAll ? "" : " that it gets right")}, and at least {FewestSequences} are wanted: "
                    + "of so few an alignment can learn each by heart; give more sequences, or a wider range of quantities", key: "task");
    }

    /// <summary>A sentence about networks whose test sequences are few, for each number of them.</summary>
    public static IEnumerable<string> Sequences(RunData data) =>
        from counted in Counted(data)
        where counted.Distinct < ManySequences
        group counted.Network.Name by (counted.Distinct, Noun: counted.Pool.Sequences.Source.Listed is null ? "sequence" : "trial") into few
        select $"The numbers rest on {few.Key.Distinct} different test {few.Key.Noun}{(few.Key.Distinct == 1 ? "" : "s")} of "
            + $"{Listing.Of([.. few])}, fewer than {ManySequences}.";

    /// <summary>A sentence about the direction whose test interventions have the fewest pairs of values, where they are few, and one about
    /// those on new pairs.</summary>
    public static IEnumerable<string> Pairs(RunData data, IEnumerable<CaseData> cases) =>
    [
        .. Few(data, cases, test => test.Interventions, ManyPairs, ""),
        .. Few(data, cases, test => test.Sides[Metrics.TrialIiaNewPairs], ManyNewPairs, "with new pairs of values "),
    ];

    private static IEnumerable<string> Few(
        RunData data, IEnumerable<CaseData> cases, Func<TestSet, IReadOnlyList<IReadOnlyList<Intervention>>> set, int many, string kind)
    {
        IEnumerable<(RouteLabel Label, int Pairs, int Possible)> counted =
            from prepared in cases
            from tested in prepared.Test.Routes.Zip(set(prepared.Test))
            where tested.Second.Count > 0
            select (prepared.Setup.Label(tested.First), Distinct(data, tested.First, tested.Second),
                data.Streams.PossiblePairs(tested.First.Direction));
        // Where every pair that there is was tested, nothing is few about it.
        (RouteLabel label, int pairs, _) = counted.Where(one => one.Pairs < one.Possible).DefaultIfEmpty().MinBy(one => one.Pairs);
        if (label is not null && pairs < many)
            yield return $"The test interventions {kind}on {label.Variable} show as few as {pairs} different pair"
                + $"{(pairs == 1 ? "" : "s")} of source and target values ({MethodName.Place(label.Source, label.Target)}), fewer than "
                + $"{many}.";
    }

    /// <summary>A sentence about directions that are not tested on new pairs of values, for each reason.</summary>
    public static IEnumerable<string> NewPairs(RunData data, IEnumerable<CaseData> cases)
    {
        (NamedDirection Direction, int Possible)[] without = [..
            from prepared in cases
            from tested in prepared.Test.Routes.Zip(prepared.Test.Sides[Metrics.TrialIiaNewPairs])
            where tested.Second.Count == 0
            let label = prepared.Setup.Label(tested.First)
            orderby data.Streams.PossiblePairs(tested.First.Direction)
            select (new NamedDirection(label.Source, label.Target), data.Streams.PossiblePairs(tested.First.Direction))];
        return without.Distinct().GroupBy(one => one.Possible < HeldOutPairs.FewestPairs).Select(group =>
        {
            (NamedDirection first, int possible) = group.First();
            int others = group.Count() - 1;
            string where = $"from {first.Source} into {first.Target}"
                + (others == 0 ? "" : $" and in {others} other direction{(others == 1 ? "" : "s")}");
            return (group.Key
                ? $"There are fewer than {HeldOutPairs.FewestPairs} possible pairs of source and target values {where} ({possible}), "
                    + "so that none is held out"
                : $"No admissible intervention {where} shows a pair of source and target values that is held out, so that none is new")
                + " and nothing is tested on new pairs.";
        });
    }

    private static IEnumerable<(OpenedNetwork Network, RecordedPool Pool, int Distinct)> Counted(RunData data) =>
        data.Networks.Zip(data.Pools(Metrics.Test), (network, pool) => (network, pool, Distinct(pool)));

    // Continuous inputs count as they are, to the last bit.
    private static int Distinct(RecordedPool pool) => Enumerable.Range(0, pool.Sequences.Count).Where(q => pool.Usable[q])
        .Select(q => Text<int>(pool.Sequences.Tokens(q)) + Text(pool.Sequences.Sequence(q).Features))
        .Distinct(StringComparer.Ordinal).Count();

    private static string Text<T>(ReadOnlySpan<T> values)
        where T : struct => MemoryMarshal.Cast<T, char>(values).ToString();

    private static int Distinct(RunData data, Route route, IReadOnlyList<Intervention> interventions)
    {
        SequencePool source = data.Pools(Metrics.Test)[route.Source].Sequences, target = data.Pools(Metrics.Test)[route.Target].Sequences;
        return interventions.Select(one => new ValueKey([
            .. one.Donors.SelectMany(donor => source.Values(donor.Sequence, donor.Position).ToArray()),
            .. target.Values(one.TargetSequence, one.TargetPosition)])).Distinct().Take(ManyPairs).Count(); // more are as good as that
    }
}
