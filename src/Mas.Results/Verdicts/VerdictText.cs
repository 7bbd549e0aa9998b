namespace Mas.Results.Verdicts;

/// <summary>The sentences of a verdict, for a reader who is no statistician: what was found, how sure it is, what would overturn it. Each
/// is made from the numbers that carry it.</summary>
internal static class VerdictText
{
    public const string OneNetwork =
        "The run holds one network only, so that it has nothing to say about whether two work in the same way.";

    public const string NoExchange = "Nothing was exchanged between the networks, so that the run has nothing to say about whether they "
        + "work in the same way.";

    // Of many pairs one alone is told further.
    private const int WeakestSentences = 3;

    /// <summary>What was exchanged, as a scope.</summary>
    public static string Exchanged(JudgedPair pair) => $"in {Listed.Of([.. pair.Variables])}";

    /// <summary>What was exchanged and where, over all pairs.</summary>
    public static string Setting(IReadOnlyList<JudgedPair> pairs)
    {
        NetworkRecord[] networks = [.. pairs.SelectMany(pair => new[] { pair.First, pair.Second }).DistinctBy(network => network.Name)];
        string[] sites = [.. networks.Select(network => network.Site).Distinct()];
        string places = sites.Length == 1 ? sites[0]
            : Listed.Few([.. networks.Select(network => $"{network.Site} of {network.Name}")]);
        string variables = string.Join(", ", pairs.SelectMany(pair => pair.Variables).Distinct());
        string tasks = string.Join(", ", networks.Select(network => network.Task).Distinct());
        return variables.Length == 0 ? $"at {places} on {tasks}" : $"{variables}, exchanged at {places} on {tasks}";
    }

    /// <summary>One passes a causal model that the other fails.</summary>
    public static IReadOnlyList<string> Algorithms(JudgedPair pair, string model)
    {
        (NetworkRecord passes, NetworkRecord fails) = pair.Word(pair.First, model) == AlgorithmVerdict.Passed
            ? (pair.First, pair.Second) : (pair.Second, pair.First);
        string full = pair.AllReach ? "What is still to be done can be handed over all the same: exchanged as a whole, activity of either "
            + "stands in for that of the other." : "";
        return [.. new[]
        {
            $"The networks do not do it in the same way: by itself, {passes.Name} passes the causal model {model} and {fails.Name} fails "
                + "it.",
            $"{passes.Name}: {Why(pair, passes, model)}. {fails.Name}: {Why(pair, fails, model)}.",
            full,
            "A site at which both pass the model, or at which both fail it, would overturn this.",
        }.Where(sentence => sentence.Length > 0)];
    }

    /// <summary>A site of one network is an input site.</summary>
    public static IReadOnlyList<string> InputSite(JudgedPair pair)
    {
        string[] places = [.. new[] { pair.First, pair.Second }.Where(network => network.InputSite)
            .Select(network => $"`{network.Site}` of {network.Name}")];
        return
        [
            $"The exchange shows nothing about how they work: {Listed.Of(places)} "
                + $"{(places.Length == 1 ? "is an input site" : "are input sites")}, where a vector follows from its own token and place, "
                + "so that to exchange every position up to the intervened one is to replace the tokens.",
            Weakest(pair, pair.Between),
            "A site further inside would say more; `mas check` tells which sites can be exchanged as a whole.",
        ];
    }

    /// <summary>A null that knows the tokens or the answer alone does as well in every direction between.</summary>
    public static IReadOnlyList<string> ReachedByTokens(JudgedPair pair, string control)
    {
        DirectionResult closest = pair.Between.MaxBy(direction => JudgedPair.Control(direction, control)!.TrialIia)!;
        string knows = control == Metrics.InputOnly ? "each position's own token" : "the source's own next answer";
        return
        [
            $"The exchange shows nothing about how they work: `{control}`, which knows {knows} alone, does as well as the alignment in "
                + "every direction between them.",
            $"{Weakest(pair, pair.Between)} `{control}` gives up to {Percent.Of(JudgedPair.Control(closest, control)!.TrialIia)} "
                + $"({Place(closest, pair)}).",
            control == Metrics.InputOnly
                ? "A site further inside would say more; `mas check` tells which sites can be exchanged as a whole."
                : "A site further from the output, or a task whose answer is more than one word, would say more.",
        ];
    }

    /// <summary>Nothing carries over, and everything was tried.</summary>
    public static IReadOnlyList<string> FoundNowhere(JudgedPair pair)
    {
        DirectionResult highest = pair.Between.MaxBy(direction => direction.Chosen!.High)!;
        double tried = OtherMap.Tries.SelectMany(pair.Tries).Max(one => one.Bounds.High);
        double copy = new[] { pair.First, pair.Second }.SelectMany(pair.Copies).Min(one => one.Bounds.Low);
        return
        [
            $"The networks do not do it in the same way: each passes {Models(pair.Common)} by itself, and activity exchanged between them "
                + "does not carry over.",
            $"Between them no direction comes above {Percent.Of(highest.Chosen!.High)} ({Place(highest, pair)}; one-sided 95 %), from the "
                + $"other start, at full width or with a linear map above {Percent.Of(tried)}, while a copy of each network in other "
                + $"coordinates is found at the same budget (at least {Percent.Of(copy)}).",
            "A map of another kind that carries over in every direction, with its controls, would overturn this.",
        ];
    }

    /// <summary>Everything reaches, and both pass a causal model.</summary>
    public static IReadOnlyList<string> SameAs(JudgedPair pair)
    {
        string[] others = [.. pair.Models.Except(pair.Common)];
        string open = others.Length == 0 ? "" : $" Of {Models(others)} the run does not tell both.";
        return
        [
            "The networks do the same thing in the same way, as far as this test can tell: activity of either can stand in for that of the "
                + $"other, and by itself each passes the causal model {Listed.Of(pair.Common)}.",
            .. Carried(pair),
            $"{Listed.Of([.. pair.Common.Select(model => $"{pair.First.Name}, {model}: {Why(pair, pair.First, model)}"), .. pair.Common
                .Select(model => $"{pair.Second.Name}, {model}: {Why(pair, pair.Second, model)}")])}.",
            $"A causal model that one of them passes and the other fails would overturn this.{open}",
        ];
    }

    /// <summary>Everything reaches, for each variable by itself.</summary>
    public static IReadOnlyList<string> SameIn(JudgedPair pair) =>
    [
        $"The networks do the same thing in the same way in {Listed.Of(pair.Variables)}: each was exchanged by itself, and the behaviour "
            + "follows it in every direction.",
        .. Carried(pair),
        "A causal model with other variables that one of them passes and the other fails would overturn this.",
    ];

    /// <summary>Everything reaches, and no causal model has decided.</summary>
    public static IReadOnlyList<string> HandedOver(JudgedPair pair)
    {
        string why = pair.Models.Count == 0 ? "no causal model was asked of both networks"
            : $"of {Models(pair.Models)} none is passed by both, and none sets them apart";
        string settle = pair.Models.Count == 0
            ? pair.Basis.Settings.Asked.Contains(AlgorithmResult.Analysis)
                ? "Variables exchanged one by one (`alignment: { variables: [...] }`) would say more."
                : $"`analyses: [{AlgorithmResult.Analysis}]` asks for the algorithm, where the task has several causal models."
            : Open(pair);
        return
        [
            "The networks are interchangeable: what is still to be done can be handed over, activity of either stands in for that of the "
                + $"other. Whether they get there by the same algorithm is not shown: {why}.",
            .. Carried(pair),
            settle,
        ];
    }

    /// <summary>Some direction between reaches, and some does not.</summary>
    public static IReadOnlyList<string> InPart(JudgedPair pair)
    {
        DirectionResult[] trained = [.. pair.Between.Where(direction => direction.Trained)];
        DirectionResult best = trained.MaxBy(direction => direction.Chosen!.SharedLow)!;
        DirectionResult worst = trained.MinBy(direction => direction.Chosen!.SharedHigh)!;
        return
        [
            $"The networks work in the same way in part: activity carries over {Place(best, pair)}, and does not to the same degree "
                + $"{Place(worst, pair)}.",
            $"{Capital(Place(best, pair))} it is at least {Percent.Of(best.Chosen!.SharedLow)}, {Place(worst, pair)} at most "
                + $"{Percent.Of(worst.Chosen!.SharedHigh)} ({Measure(pair)}, bounds that hold together); `same` asks for "
                + $"{Percent.Threshold(pair.Basis.Same)}.",
            .. Metric(pair),
            .. Advice.Of(pair).Take(1),
        ];
    }

    /// <summary>No row of the table applies.</summary>
    public static IReadOnlyList<string> Undecided(JudgedPair pair)
    {
        string[] sentences = [.. Advice.Of(pair)];
        return
        [
            $"The run does not decide it: {Obstacle(pair)}.",
            .. pair.Asked.Count > 0 ? [Weakest(pair, pair.Asked)] : Array.Empty<string>(),
            .. Metric(pair),
            .. sentences.Take(1),
        ];
    }

    /// <summary>Several pairs, each with a word of its own.</summary>
    public static IReadOnlyList<string> Pairs(IReadOnlyList<(JudgedPair Pair, Ruling Ruling)> ruled, bool agree)
    {
        if (agree)
        {
            (JudgedPair pair, Ruling ruling) = ruled.MinBy(one => one.Pair.Asked.Min(direction => direction.Chosen?.Low));
            return
            [
                $"All {ruled.Count} pairs of networks have this word; of the one with the weakest direction, {pair.First.Name} with "
                    + $"{pair.Second.Name}:",
                .. ruling.Reasons.Take(WeakestSentences),
            ];
        }
        IEnumerable<string> groups = ruled.GroupBy(one => one.Ruling.Word).Select(word => $"`{word.Key}`: "
            + Listed.Few([.. word.Select(one => $"{one.Pair.First.Name} with {one.Pair.Second.Name}")]));
        return
        [
            $"The pairs of networks do not agree: {string.Join("; ", groups)}.",
            .. ruled.DistinctBy(one => one.Ruling.Word).Select(one => one.Ruling.Reasons[0]),
        ];
    }

    /// <summary>Whether each variable of the networks' causal model was exchanged by itself.</summary>
    public static bool NamesEveryVariable(JudgedPair pair) => new[] { pair.First, pair.Second }.All(network =>
        network.Variables.Count > 0 && network.Variables.All(pair.Variables.Contains));

    /// <summary><c>from a into b for `count`</c>; the variable is named where there are several.</summary>
    public static string Place(DirectionResult direction, JudgedPair pair) => MethodName.Place(direction.Source, direction.Target)
        + (pair.Variables.Count > 1 ? $" for `{direction.Variable}`" : "");

    /// <summary>What the bounds are of.</summary>
    public static string Measure(JudgedPair pair) =>
        pair.Asked.Any(direction => direction.NoSwap is null) ? "trial IIA" : "chance-corrected trial IIA";

    // How sure it is: the weakest direction, new pairs, the null part, sizes, what fell away.
    private static IEnumerable<string> Carried(JudgedPair pair)
    {
        if (pair.IsCarriedWithoutNull)
            yield return "The first alignment reaches too, but reads activity that the source itself makes no use of: with that taken from "
                + $"another sample it is sure to reach {Percent.Of(LowestWithoutNull(pair.Asked)!.Value)} only. What follows is of an "
                + "alignment that was trained on such sources.";
        yield return Weakest(pair, pair.Carrying);
        DirectionResult[] withPairs = [.. pair.Carrying.Where(direction => direction.ChosenNewPairs is not null)];
        yield return withPairs.Length == 0
            ? "No pairs of values were held out, so that nothing is said of new pairs."
            : $"On pairs of values that training never showed it is at least {Percent.Of(withPairs.Min(one => one.ChosenNewPairs!.Low))}.";
        yield return LowestWithoutNull(pair.Carrying) is not { } lowest
            ? "Whether activity is read that the source itself does not use could not be tested."
            : "With activity that the source itself makes no use of taken from another sample it is at least "
                + $"{Percent.Of(lowest)}.";
        if (pair.SmallestThatReaches is int size && size < pair.Asked.Max(direction => direction.Size))
            yield return $"It holds down to size {size}, the smallest of the run's that does.";
        if (pair.NotAsked.Count > 0)
            yield return $"{Listed.Of([.. pair.NotAsked.Select(one => $"`{one.Variable}`").Distinct()])} could not be asked in "
                + $"{Listed.Count(pair.NotAsked.Count, "direction")}: the unchanged target already answers as it should.";
    }

    private static double? LowestWithoutNull(IEnumerable<DirectionResult> directions) =>
        directions.Min(one => JudgedPair.Control(one, Metrics.NullExchanged)?.Chosen?.Low);

    private static string Weakest(JudgedPair pair, IReadOnlyList<DirectionResult> directions)
    {
        DirectionResult weakest = directions.MinBy(direction => direction.Chosen!.Low)!;
        ChosenResult chosen = weakest.Chosen!;
        return $"The weakest direction is {Place(weakest, pair)}: {Percent.Of(chosen.Value)} in {Measure(pair)}, at least "
            + $"{Percent.Of(chosen.Low)} and at most {Percent.Of(chosen.High)} (each one-sided at 5 %), with the alignment of seed "
            + $"{chosen.Seed}, chosen on validation; {weakest.Reached} of {Listed.Count(weakest.Seeds.Count, "seed")} "
            + $"{(weakest.Reached == 1 ? "reaches" : "reach")} {Percent.Threshold(pair.Basis.Same)}.";
    }

    // What stands in the way, as the end of a sentence.
    private static string Obstacle(JudgedPair pair)
    {
        double same = pair.Basis.Same;
        DirectionResult? reached = pair.Asked.FirstOrDefault(direction => JudgedPair.ReachedBy(direction).Any());
        DirectionResult? within = pair.Within.Where(direction => direction.Chosen!.Low < same).MinBy(direction => direction.Chosen!.Low);
        DirectionResult? between = pair.Between.Where(direction => direction.Chosen!.Low < same).MinBy(direction => direction.Chosen!.Low);
        DirectionResult? pairs = pair.Asked.Where(one => one.ChosenNewPairs?.Low < same).MinBy(one => one.ChosenNewPairs!.Low);
        return pair.Between.Count == 0
                ? "between the networks the unchanged target already gives the answers that a swap should bring about"
            : pair.Missing.Count > 0 ? $"{Listed.Of([.. pair.Missing.Select(name => $"`{name}`")])} "
                + $"{(pair.Missing.Count == 1 ? "was" : "were")} not measured, and without that a high number is no evidence"
            : !pair.IsComplete ? "not every direction between and within the networks was tested"
            : reached is not null
                ? $"{Listed.Of([.. JudgedPair.ReachedBy(reached).Select(name => $"`{name}`")])} does as well as the alignment "
                + $"{Place(reached, pair)}, and a number that can be had without the right swap is no evidence"
            : within is not null ? $"{Place(within, pair)} the alignment does not surely reach {Percent.Threshold(same)}"
            : between is not null ? $"{Place(between, pair)} the alignment does not surely reach {Percent.Threshold(same)}"
            : pairs is not null
                ? $"on pairs of values that training never showed it is at least {Percent.Of(pairs.ChosenNewPairs!.Low)} only "
                + $"({Place(pairs, pair)})"
            : "with activity that the source itself makes no use of taken from another sample the alignment does not surely reach "
                + Percent.Threshold(same);
    }

    // A linear map reaches where the orthogonal one does not.
    private static IEnumerable<string> Metric(JudgedPair pair)
    {
        IReadOnlyList<OtherMapResult> linear = pair.Tries(OtherMap.Linear);
        bool fallsShort = pair.Between.Any(direction => direction.Trained && direction.Chosen!.High < pair.Basis.Same);
        if (pair.Basis.Settings.IsOrthogonal && fallsShort && linear.Count > 0
            && linear.All(one => one.ReachedBy.Count == 0 && one.Bounds.Low >= pair.Basis.Same))
            yield return "A linear map reaches where the orthogonal one falls short (at least "
                + $"{Percent.Of(linear.Min(one => one.Bounds.Low))} in every direction between, and its controls do not): what keeps the "
                + "networks apart is the metric of their activity, not its content.";
    }

    private static string Why(JudgedPair pair, NetworkRecord network, string model) => Result(pair, network, model).Why;

    private static AlgorithmResult Result(JudgedPair pair, NetworkRecord network, string model) => pair.Basis.Evidence.Algorithms
        .First(one => one.Hash == network.Hash && one.Model == model && one.Word == pair.Word(network, model));

    // One short sentence for each causal model; all tries stand in the report's section on algorithms.
    private static string Open(JudgedPair pair) => string.Join(" ",
        from model in pair.Models
        let open = new[] { pair.First, pair.Second }.Where(network => pair.Word(network, model) == AlgorithmVerdict.Undecided)
            .Select(network => $"{network.Name}{Weakest(pair, network, model)}").ToArray()
        where open.Length > 0
        select $"Nothing is decided of {model} in {Listed.Of(open)}.");

    private static string Weakest(JudgedPair pair, NetworkRecord network, string model) =>
        Result(pair, network, model).Weakest is { } weakest
            ? $" (`{weakest.Variable}` comes to {Percent.Of(weakest.Counted!.Corrected.Value)})" : "";

    private static string Models(IReadOnlyList<string> models) =>
        $"the causal model{(models.Count == 1 ? "" : "s")} {Listed.Of([.. models])}";

    private static string Capital(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
