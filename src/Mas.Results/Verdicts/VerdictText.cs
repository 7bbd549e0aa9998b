using static Mas.Results.Verdicts.ExchangeText;

namespace Mas.Results.Verdicts;

/// <summary>The sentences of a verdict, for a reader who is no statistician: what was found, how sure it is, what would overturn it. Each
/// is made from the numbers that carry it.</summary>
internal static class VerdictText
{
    public const string OneNetwork =
        "The run holds one network only, so that it has nothing to say about whether two work in the same way.";

    public const string NoExchange = "Nothing was exchanged between the networks, so that the run has nothing to say about whether they "
        + "work in the same way.";

    public const string Matrices = "The run compares matrices of dissimilarities, which hold no activity that could be exchanged: it says "
        + "how alike they are, and nothing of how they come about.";

    private const string Settled = "A causal model that both pass would make the word `same`, and one that one of them passes and the "
        + "other fails `different`.";

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
        string tasks = string.Join(", ", networks.Where(network => !network.IsActivityAlone)
            .Select(network => network.Task).Distinct());
        string scored = pairs[0].Basis.Settings.ScoresNextAlone ? ", scored in the next prediction alone" : "";
        return (variables.Length == 0 ? $"at {places} on {tasks}" : $"{variables}, exchanged at {places} on {tasks}") + scored;
    }

    /// <summary>One passes a causal model that the other fails.</summary>
    public static IReadOnlyList<string> Algorithms(JudgedPair pair, string model)
    {
        (NetworkRecord passes, NetworkRecord fails) = pair.Word(pair.First, model) == AlgorithmVerdict.Passed
            ? (pair.First, pair.Second) : (pair.Second, pair.First);
        string full = pair.AllReach ? "What is still to be done can be handed over all the same: where "
            + $"{Listed.Of([.. pair.Variables.Select(name => $"`{name}`")])} is exchanged, activity of either stands in for that of the "
            + "other." : "";
        return [.. new[]
        {
            $"The networks do not do it in the same way: by itself, {passes.Name} passes the causal model {model} and {fails.Name} fails "
                + "it.",
            $"{passes.Name}{At(pair, passes, model)}: {Why(pair, passes, model)}. {fails.Name}{At(pair, fails, model)}: "
                + $"{Why(pair, fails, model)}.",
            full,
            pair.AllReach ? "" : "What is exchanged between the two plays no part in this word.",
            pair.Common.Count == 0 ? "" : $"Both pass {Models(pair.Common)}; what sets them apart is {model}.",
            Overturned(pair, fails, model),
        }.Where(sentence => sentence.Length > 0)];
    }

    // Every inner site has been asked. A site that holds nothing at one position by itself fails whatever is asked of one position.
    private static string Overturned(JudgedPair pair, NetworkRecord fails, string model)
    {
        IReadOnlyList<AlgorithmVariable> failed = AlgorithmVerdict.Failing(
            pair.Basis.Evidence.Algorithms, Result(pair, fails, model), pair.Basis.Same, pair.Basis.Different);
        string what = failed.Count == 0 ? "what it lacks" : Listed.Of([.. failed.Select(one => $"`{one.Variable}`")]);
        int size = failed.Count == 0 ? fails.Width : failed.Max(one => one.Size);
        string found = $"search that finds {what} in {fails.Name}",
            larger = size < fails.Width ? $" or one in more than {size} of its {fails.Width} dimensions" : "";
        bool isStepwise = pair.Basis.Settings.IsStepwise;
        ControlResult? whole = pair.Within.Where(direction => direction.Source == fails.Name)
            .Select(direction => JudgedPair.Control(direction, Metrics.FullExchange)).FirstOrDefault(control => control is not null);
        return whole?.Chosen?.High < pair.Basis.Same
            ? $"Within {fails.Name} the whole latent, exchanged at {(isStepwise ? "" : "one position of ")}{fails.Site}, gives at most "
                + $"{Percent.Of(whole.Chosen.High)} ({Measure(pair)}): what the answers depend on is not all handed over with it. An "
                + $"exchange that carries more{(isStepwise ? "" : " (`alignment: { scheme: stepwise }`)")}, or a {found} could overturn "
                + "this."
            : $"A {found}, such as a longer one{larger}, would overturn this.";
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
            .. pair.Between.Count > 0 ? [Weakest(pair, pair.Between, " between them")] : Array.Empty<string>(),
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
            $"{Weakest(pair, pair.Between, " between them")} `{control}` gives up to "
                + $"{Percent.Of(JudgedPair.Control(closest, control)!.TrialIia)} ({Place(closest, pair)}).",
            control == Metrics.InputOnly
                ? "A site further inside would say more; `mas check` tells which sites can be exchanged as a whole."
                : pair.Basis.Settings.OneAnswer
                    ? "The one word at the exchanged position is all that is scored, so that a vector near the output holds nothing else: "
                        + "an earlier site (`mas check` measures each), or a variable that has values at positions before the answer, "
                        + "would say more."
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
        string alike = pair.Common.Count < 2 ? ""
            : $" What was asked does not set {Listed.Of(pair.Common)} apart from one another: both networks pass "
                + $"{(pair.Common.Count == 2 ? "both" : "all of them")}.";
        return
        [
            "The networks do the same thing in the same way, as far as this test can tell: activity of either can stand in for that of the "
                + $"other, and by itself each passes {Models(pair.Common)}.",
            .. Carried(pair),
            string.Join(" ", from network in new[] { pair.First, pair.Second } from model in pair.Common
                select $"{network.Name}, {model}{At(pair, network, model)}: {Why(pair, network, model)}."),
            $"A causal model that one of them passes and the other fails would overturn this.{alike}{OpenIn(pair, others)}",
        ];
    }

    // Which models are undecided, and in which of the two.
    private static string OpenIn(JudgedPair pair, IEnumerable<string> models) => string.Concat(
        from model in models
        group model by Listed.Of([.. new[] { pair.First, pair.Second }
            .Where(network => pair.Word(network, model) == AlgorithmVerdict.Undecided).Select(network => network.Name)]) into open
        select $" {Listed.Capital(Listed.Of([.. open]))} {(open.Count() == 1 ? "is" : "are")} undecided in {open.Key}.");

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
            : $"of {Models(pair.Models)} none is passed by both, nor by one and failed by the other";
        return
        [
            "The networks are interchangeable: what is still to be done can be handed over, activity of either stands in for that of the "
                + $"other. Whether they get there by the same algorithm is not shown: {why}.",
            .. Carried(pair),
            .. pair.Models.Count > 0 ? [Open(pair)] : Array.Empty<string>(),
            .. Settling(pair),
        ];
    }

    /// <summary>What would show by which algorithm it is.</summary>
    public static IReadOnlyList<string> Settling(JudgedPair pair) => pair.Models.Count > 0 ? [Settled] : [.. Further(pair)];

    /// <summary>Some direction between reaches, and some does not.</summary>
    public static IReadOnlyList<string> InPart(JudgedPair pair)
    {
        DirectionResult[] trained = [.. pair.Between.Where(direction => direction.Trained)];
        DirectionResult best = trained.MaxBy(direction => direction.Chosen!.SharedLow)!;
        DirectionResult worst = trained.MinBy(direction => direction.Chosen!.SharedHigh)!;
        return
        [
            $"Activity carries over in part: it does {Place(best, pair)}, and not to the same degree {Place(worst, pair)}. By which "
                + $"algorithm {(pair.Common.Count > 0 ? $"is not told by that; both pass {Models(pair.Common)}"
                    : pair.Models.Count > 0 ? $"is not shown: of {Models(pair.Models)} none is passed by both"
                    : "is not shown: no causal model was asked of both networks")}.",
            $"{Listed.Capital(Place(best, pair))} it is at least {Percent.Of(best.Chosen!.SharedLow)}, {Place(worst, pair)} at most "
                + $"{Percent.Of(worst.Chosen!.SharedHigh)} ({Measure(pair)}, bounds that hold together); `same` asks for "
                + $"{Percent.Threshold(pair.Basis.Same)}.",
            .. WithoutNull(pair, best, worst),
            .. OwnLimit(pair),
            .. Metric(pair),
            InPartOverturned(pair),
            .. Advice.Of(pair).Take(1),
        ];
    }

    /// <summary>What would overturn that it is in part.</summary>
    public static string InPartOverturned(JudgedPair pair) => "An alignment of this family that carries over "
        + $"{Place(pair.Between.Where(direction => direction.Trained).MinBy(direction => direction.Chosen!.SharedHigh)!, pair)} as well "
        + "would overturn this.";

    // What carries over may be read from activity that the source itself makes no use of.
    private static IEnumerable<string> WithoutNull(JudgedPair pair, DirectionResult best, DirectionResult worst)
    {
        if (Without(best) is not { } without || without.Low >= pair.Basis.Same)
            yield break;
        string back = Without(worst) is { } other ? $", and {Percent.Of(other.Low)} to {Percent.Of(other.High)} {Place(worst, pair)}"
            + (without.Low <= other.High && other.Low <= without.High ? ": there the two are not told apart" : "")
            + (without.High < pair.Basis.Same && other.High < pair.Basis.Same
                ? $", and neither reaches {Percent.Threshold(pair.Basis.Same)}" : "") : "";
        yield return "With activity that the source itself makes no use of taken from another sample it is "
            + $"{Percent.Of(without.Low)} to {Percent.Of(without.High)} {Place(best, pair)}{back} (one-sided 5 % bounds).";

        static BoundedIia? Without(DirectionResult direction) => JudgedPair.Control(direction, Metrics.NullExchanged)?.Chosen;
    }

    /// <summary>No row of the table applies.</summary>
    public static IReadOnlyList<string> Undecided(JudgedPair pair)
    {
        if (pair.Recordings.Count > 0 && pair.AllTestedReach)
            return OneWayText.Of(pair);
        string[] sentences = [.. Advice.Of(pair)];
        return
        [
            $"The run does not decide it: {Obstacle(pair)}.",
            .. pair.Asked.Count > 0 ? [Weakest(pair, pair.Asked)] : Array.Empty<string>(),
            .. OwnLimit(pair),
            .. Metric(pair),
            .. sentences.Take(1),
        ];
    }

    /// <summary>What might decide it, the likeliest first.</summary>
    public static IReadOnlyList<string> Deciding(JudgedPair pair, int most) => pair.Recordings.Count > 0 && pair.AllTestedReach
        ? [OneWayText.Of(pair)[^1]] : [.. Advice.Of(pair).Take(most)];

    /// <summary>Whether each variable of the networks' causal model was exchanged by itself.</summary>
    public static bool NamesEveryVariable(JudgedPair pair) => new[] { pair.First, pair.Second }.All(network =>
        network.Variables.Count > 0 && network.Variables.All(pair.Variables.Contains));

    // Where it passes, or where it fails, unless that is the run's own site alone.
    private static string At(JudgedPair pair, NetworkRecord network, string model)
    {
        string[] sites = [.. Results(pair, network, model).Select(one => one.Site).Distinct()];
        return sites.Length == 1 && sites[0] == network.Site ? "" : $", at {Listed.Of(sites)}";
    }

    private static string Why(JudgedPair pair, NetworkRecord network, string model) => Result(pair, network, model).Why;

    private static AlgorithmResult Result(JudgedPair pair, NetworkRecord network, string model) => Results(pair, network, model).First();

    private static IEnumerable<AlgorithmResult> Results(JudgedPair pair, NetworkRecord network, string model) => pair.Basis.Evidence
        .Algorithms.Where(one => one.Hash == network.Hash && one.Model == model && one.Word == pair.Word(network, model));

    // What would say more than an exchange of the whole, where no causal model was asked.
    private static IEnumerable<string> Further(JudgedPair pair)
    {
        bool isOneTask = pair.First.Task == pair.Second.Task;
        if (isOneTask && pair.First.CausalModels.Count > 1 && !pair.Basis.Settings.Asked.Contains(AlgorithmResult.Analysis))
            yield return $"`analyses: [{AlgorithmResult.Analysis}]` asks which of the task's causal models each network follows: "
                + $"{Listed.Of([.. pair.First.CausalModels])}.";
        else if (isOneTask && pair.First.Variables.Count > 1)
            yield return "Variables exchanged one by one would say more: "
                + $"`alignment: {{ variables: [{string.Join(", ", pair.First.Variables)}] }}`.";
    }

    // One short sentence for each causal model; all tries stand in the report's section on algorithms.
    private static string Open(JudgedPair pair) => string.Join(" ",
        from model in pair.Models
        let open = new[] { pair.First, pair.Second }.Where(network => pair.Word(network, model) == AlgorithmVerdict.Undecided)
            .Select(network => $"{network.Name}{WeakestVariable(pair, network, model)}").ToArray()
        where open.Length > 0
        select $"{Listed.Capital(model)} is neither passed nor failed by {Listed.Of(open)}.");

    private static string WeakestVariable(JudgedPair pair, NetworkRecord network, string model) =>
        Result(pair, network, model).Weakest is { Counted: { } counted } weakest
            ? $" (`{weakest.Variable}` at least {Percent.Of(counted.Corrected.Low)}, at most {Percent.Of(weakest.Ceiling!.Value)} in any "
                + "try)" : "";

    private static string Models(IReadOnlyList<string> models) =>
        $"the causal model{(models.Count == 1 ? "" : "s")} {Listed.Of([.. models])}";
}
