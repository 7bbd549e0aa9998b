namespace Mas.Results.Verdicts;

/// <summary>The sentences of a verdict about language models: what was found, how sure it is, how far the alignment exceeds the exchange
/// without any map, what could not be asked, what would overturn it. Each is made from the numbers that carry it.</summary>
internal static class TextVerdictText
{
    /// <summary>In what a word holds that is of several sites.</summary>
    public const string Anywhere = "in how they go on";

    private const string Measure = "corrected first-token IIA, one-sided 5 % over texts";

    private const string FallenAway = "The behaviour is each network's own, and there is no causal model of it: the word `same` does not "
        + "exist here, and its clauses about causal models, about new pairs of values and about the null space fall away.";

    // Of several pairs or sites one alone is told further.
    private const int WeakestSentences = 3;

    /// <summary>Why nothing was exchanged at all.</summary>
    public static IReadOnlyList<string> Tokenisers(IReadOnlyList<TextNetwork> networks)
    {
        string[] alike = [.. networks.GroupBy(network => network.Tokeniser, network => network.Name).Where(same => same.Count() > 1)
            .Select(same => Listed.Few([.. same]))];
        return
        [
            "The models cut the texts into different tokens, so that their positions do not correspond and nothing was exchanged: the run "
                + "says how alike their activity is, and nothing of how they go on.",
            "Activity can be exchanged between models with one tokeniser, in a file of their own"
                + $"{(alike.Length == 0 ? "" : $": {string.Join("; ", alike)}")}.",
        ];
    }

    public static string Scope(JudgedTexts pair) => $"in how they go on from {pair.Site}";

    /// <summary>What was exchanged and where, over all pairs.</summary>
    public static string Setting(TextRecord text, IReadOnlyList<TextDirection> judged) =>
        $"{MethodName.Of(judged[0].Method)} at {Listed.Few([.. judged.Select(one => one.Place).Distinct()])} on texts of {text.File}, "
            + "scored in the next prediction alone";

    public static IReadOnlyList<string> InputSite(JudgedTexts pair) =>
    [
        $"The exchange shows nothing about how they work: `{pair.Site}` is an input site, where a vector follows from its own token and "
            + "place. To exchange every position there is to replace the tokens.",
        Weakest(pair.Between, " between them"),
        "A site further inside says more.",
    ];

    public static IReadOnlyList<string> ReachedByTokens(JudgedTexts pair)
    {
        TextDirection closest = pair.Between.MaxBy(one => one.Control(Metrics.InputOnly)!.FirstTokenIia)!;
        return
        [
            $"The exchange at {pair.Site} shows nothing about how they work: `{Metrics.InputOnly}`, which knows each position's own token "
                + "alone, does as well as the alignment in every direction between them.",
            $"{Weakest(pair.Between, " between them")} `{Metrics.InputOnly}` gives up to "
                + $"{Percent.Of(closest.Control(Metrics.InputOnly)!.FirstTokenIia)} ({Place(closest)}), the alignment there "
                + $"{Percent.Of(closest.FirstTokenIia)}.",
            "A site further inside says more.",
        ];
    }

    public static IReadOnlyList<string> HandedOver(JudgedTexts pair) =>
    [
        $"The networks are interchangeable in how they go on: activity of either at {pair.Site} stands in for that of the other, and what "
            + "follows is what its source would have said.",
        Weakest(pair.All),
        .. pair.Smallest < pair.All[0].Size ? [$"It holds down to size {pair.Smallest}, the smallest of the run's that does."]
            : Array.Empty<string>(),
        .. Beyond(pair),
        FallenAway,
        "A direction that falls short on other texts would overturn this.",
    ];

    public static IReadOnlyList<string> FoundWithinAlone(JudgedTexts pair)
    {
        TextDirection highest = pair.Trained.MaxBy(one => one.Corrected!.High)!;
        return
        [
            $"The networks do not go on in the same way: at {pair.Site} activity stands in for other activity of the same network, and not "
                + "for that of the other one.",
            $"Between them no direction comes above {Percent.Of(highest.Corrected!.High)} ({Place(highest)}), within each it is at least "
                + $"{Percent.Of(pair.Within.Min(one => one.Corrected!.Low))} ({Measure}).",
            .. Agreement(pair),
            .. Beyond(pair),
            FallenAway,
            "A map of another kind, or one with more dimensions, that carries over between them would overturn this.",
        ];
    }

    public static IReadOnlyList<string> InPart(JudgedTexts pair)
    {
        TextDirection best = pair.Trained.MaxBy(one => one.Corrected!.SharedLow)!;
        TextDirection worst = pair.Trained.MinBy(one => one.Corrected!.SharedHigh)!;
        return
        [
            $"Activity at {pair.Site} carries over in part: it does {Place(best)}, and not to the same degree {Place(worst)}.",
            $"{Listed.Capital(Place(best))} it is at least {Percent.Of(best.Corrected!.SharedLow)}, {Place(worst)} at most "
                + $"{Percent.Of(worst.Corrected!.SharedHigh)} (corrected first-token IIA, bounds that hold together); the threshold is "
                + $"{Percent.Threshold(pair.Same)}.",
            .. Beyond(pair),
            FallenAway,
            $"An alignment that carries over {Place(worst)} as well would overturn this.",
        ];
    }

    public static IReadOnlyList<string> Undecided(JudgedTexts pair) =>
    [
        $"The run does not decide it at {pair.Site}: {TextAdvice.Obstacle(pair)}.",
        .. pair.Between.Any(one => one.Corrected is not null) ? [Weakest(pair.All)] : Array.Empty<string>(),
        .. Beyond(pair),
        FallenAway,
        TextAdvice.Of(pair),
    ];

    /// <summary>Several pairs of networks, or several sites of one, each with a word of its own.</summary>
    public static IReadOnlyList<string> Several((JudgedTexts Pair, Ruling Ruling)[] ruled, Func<JudgedTexts, string> name)
    {
        string[] words = [.. ruled.Select(one => one.Ruling.Word).Distinct()];
        if (words.Length > 1)
            return
            [
                "There is no one word for all: " + string.Join("; ", words.Select(word => $"`{word}` "
                    + Listed.Few([.. ruled.Where(one => one.Ruling.Word == word).Select(one => name(one.Pair))]))) + ".",
                .. ruled.DistinctBy(one => one.Ruling.Word).Select(one => one.Ruling.Reasons[0]),
                FallenAway,
            ];
        (JudgedTexts pair, Ruling ruling) = WeakestOf(ruled);
        return
        [
            $"All {ruled.Length} have this word: {Listed.Few([.. ruled.Select(one => name(one.Pair))])}. The one with the weakest "
                + $"direction, {name(pair)}:",
            .. ruling.Reasons.Take(WeakestSentences),
            FallenAway,
        ];
    }

    /// <summary>The one with the weakest direction.</summary>
    public static (JudgedTexts Pair, Ruling Ruling) WeakestOf((JudgedTexts Pair, Ruling Ruling)[] ruled) =>
        ruled.MinBy(one => one.Pair.Between.Min(direction => direction.Corrected?.Low));

    public static string Place(TextDirection direction) => MethodName.Place(direction.Source, direction.Target);

    // By how much the alignment exceeds the exchange without any map, both ways.
    private static IEnumerable<string> Beyond(JudgedTexts pair)
    {
        (TextDirection Direction, TextControl Map)[] found = [.. pair.Between.Select(one => (one, one.Control(Metrics.IdentityMap)))
            .Where(one => one.Item2 is not null).Select(one => (one.one, one.Item2!))];
        if (found.Length > 0)
            yield return "Beside `identity-map`, the exchange without any map, the alignment has "
                + $"{Listed.Of([.. found.Select(one => Exceeds(one.Direction, one.Map))])}.";
    }

    private static string Exceeds(TextDirection direction, TextControl map) =>
        $"{Percent.Points(map.Difference)} points{(map.DifferenceInterval is { } interval ? $" ({Percent.Points(interval)})" : "")} "
            + $"{Place(direction)} (paired, on the same texts)";

    private static IEnumerable<string> Agreement(JudgedTexts pair) => pair.Between[0].Agreement is not double agreement ? []
        : [$"On the same context the two predict the same in {Percent.Of(agreement)} of positions, without any exchange."];

    private static string Weakest(IReadOnlyList<TextDirection> directions, string where = "")
    {
        TextDirection[] bounded = [.. directions.Where(direction => direction.Corrected is not null)];
        if (bounded.Length == 0)
            return "No direction has bounds.";
        TextDirection weakest = bounded.MinBy(direction => direction.Corrected!.Low)!;
        return $"The weakest direction{where} is {Percent.Of(weakest.Corrected!.Value)} {Place(weakest)}, at least "
            + $"{Percent.Of(weakest.Corrected.Low)} and at most {Percent.Of(weakest.Corrected.High)} ({Measure}).";
    }
}
