using Mas.Interchange;
using Mas.Results.Records;

namespace Mas.Language;

/// <summary>One exchange of a language model that came out right and one that did not, in tokens.</summary>
internal static class TextExamples
{
    // Pairs of texts that are looked through, and tokens before the position that fit a picture.
    private const int MostPairs = 8, MostTokens = 12;

    /// <summary>Of the trained direction between models with the lowest figure; none where nothing is exchanged between any.</summary>
    /// <param name="word">What a model's token is called.</param>
    public static IReadOnlyList<InterventionExample> Of(
        TextCaseResult result, IReadOnlyList<string> names, Func<int, int, string> word)
    {
        (TextSeed chosen, PreparedTexts prepared) = (result.Chosen, result.Case);
        int[] between = [.. Enumerable.Range(0, prepared.Tested.Count).Where(i => !prepared.Tested[i].IsWithin)];
        if (between.Length == 0)
            return [];
        int route = between.MinBy(i => (prepared.Trained.Contains(prepared.Tested[i]) ? 0 : 1, chosen.Test[i].Mean));
        return [.. Places(prepared, chosen, route).GroupBy(place => place.IsRight).OrderByDescending(kind => kind.Key)
            .Select(kind => kind.MinBy(place => (place.IsTelling ? 0 : 1, place.Pair, place.Position))!)
            .Select(place => Told(prepared, chosen, route, place, names, word))];
    }

    private sealed record Place(int Pair, int Position, int Wanted, int Own, int Came, int Source, int Target)
    {
        public bool IsRight => Came == Wanted;

        // What should come is not what the target would have said.
        public bool IsTelling => Wanted != Own;
    }

    private static IEnumerable<Place> Places(PreparedTexts prepared, TextSeed chosen, int route)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        IReadOnlyList<Intervention> pairs = prepared.Test[route];
        int[] first = [.. Enumerable.Range(0, Math.Min(MostPairs, pairs.Count))];
        long[][] predicted = new InterchangeEngine(prepared.Site.Data(prepared.Tested, prepared.Test, prepared.ReplacesAll), 1)
            .Predicted(chosen.Learned.Maps.Hard(), route, first);
        TextPool target = prepared.Site.Pools[prepared.Tested[route].Target];
        var places = new List<Place>();
        foreach (int pair in first)
        {
            Intervention one = pairs[pair];
            (int Step, int Label)[] due = [.. one.Earlier is var (steps, labels) ? steps.Zip(labels) : [], (0, one.Continuation[0])];
            for (int i = 0; i < due.Length; i++)
                places.Add(new Place(pair, one.TargetPosition + due[i].Step, due[i].Label,
                    target.Label(one.TargetSequence, one.TargetPosition + due[i].Step), (int)predicted[pair][i],
                    one.Donors[0].Sequence, one.TargetSequence));
        }
        return places;
    }

    private static InterventionExample Told(
        PreparedTexts prepared, TextSeed chosen, int route, Place place, IReadOnlyList<string> names, Func<int, int, string> word)
    {
        (int source, int target) = prepared.Tested[route];
        return new InterventionExample(
            names[source], names[target], prepared.Site.Names[source], prepared.Site.Names[target], "full", chosen.Seed, place.IsRight,
            [Passage(prepared.Site.Pools[source], place.Source, place.Position, id => word(source, id))],
            Passage(prepared.Site.Pools[target], place.Target, place.Position, id => word(target, id)),
            [word(target, place.Own)], [new ExampleStep(word(target, place.Wanted), word(target, place.Came))]);
    }

    private static ReadPassage Passage(TextPool pool, int text, int position, Func<int, string> word)
    {
        int first = Math.Max(0, position + 1 - MostTokens), begin = pool.Rows.Offsets[text];
        return new ReadPassage(first, [.. pool.Rows.Tokens[(begin + first)..(begin + position + 1)].Select(word)], []);
    }
}
