namespace Mas.Results.Verdicts;

/// <summary>What would most likely settle a verdict that is open, by cause: each sentence names what the run shows and what would mend it,
/// in YAML, and none names what the run has done.</summary>
internal static class Advice
{
    /// <summary>Training that kept a checkpoint this near the step limit may still have been getting better.</summary>
    private const double NearLimit = 0.9;

    /// <summary>A recording whose trials agree less is mostly noise in a single bin.</summary>
    private const double Reliable = 0.9;

    /// <summary>The likeliest first; none where nothing is known to help.</summary>
    public static IEnumerable<string> Of(JudgedPair pair)
    {
        string?[] causes =
        [
            Missing(pair), Incomplete(pair), Noise(pair), Reached(pair), FewInterventions(pair), SiteIncomplete(pair), Company(pair),
            StepLimit(pair),
            Scales(pair), Width(pair), Start(pair), Linear(pair), Spread(pair), NewPairs(pair), NullPart(pair),
        ];
        return causes.OfType<string>();
    }

    private static string? Missing(JudgedPair pair)
    {
        string[] trained = [.. pair.Missing.Where(name => name is Metrics.UntrainedSource or Metrics.Scrambled)];
        return pair.Missing.Count == 0 ? null
            : trained.Any(pair.Basis.Settings.RuledOut.Contains) ? "A map that need not keep lengths and angles may fit almost anything, "
                + "and the controls that would tell cannot be had here: `alignment: { family: orthogonal }`."
            : trained.Length > 0 ? $"`analyses: [{string.Join(", ", trained)}]` measures what a map of this family makes of any activity."
            : "Leave `evaluation: { controls }` out: the controls that are done by default are those that a verdict needs.";
    }

    private static string? Incomplete(JudgedPair pair) => pair.TestsAllThatCanBe ? null
        : "`alignment: { method: mas }` trains and tests every direction, each network with itself included.";

    private static string? Noise(JudgedPair pair)
    {
        foreach (NetworkRecord network in pair.Recordings)
            if (network.Recording!.Reliability is double halves and < Reliable
                && Short(pair, pair.Between).Any(direction => direction.Source == network.Name))
                return Invariant($"Two halves of the trials of {network.Name} correlate at {halves:f2}, and an exchange takes one bin of ")
                    + "one trial with all of its noise: more units, wider bins or more trials would help, and `mas plan` tells how many it "
                    + "takes.";
        return null;
    }

    private static string? Reached(JudgedPair pair)
    {
        DirectionResult? reached = pair.Asked.FirstOrDefault(direction => JudgedPair.ReachedBy(direction).Any());
        int size = reached?.Size ?? 0;
        return size < 2 || reached!.Chosen!.Value < pair.Basis.Different ? null
            : $"A smaller subspace leaves less room for what needs no right swap: `alignment: {{ size: {size / 2} }}`.";
    }

    // The whole latent does not carry it within a network: no map of full width can.
    private static string? SiteIncomplete(JudgedPair pair)
    {
        foreach (DirectionResult direction in Short(pair, pair.Within))
            if (JudgedPair.Control(direction, Metrics.FullExchange) is { } full
                && (full.Chosen?.Low ?? full.Interval.Low) < pair.Basis.Same)
                return $"Exchanging the whole latent within {direction.Source} gives {Percent.Of(full.TrialIia)} only, so that this site "
                    + "or these positions do not hold what the answers depend on: `mas check` tells which site to take"
                    + (pair.Basis.Settings.IsStepwise ? "."
                        : ", and `alignment: { scheme: stepwise }` exchanges the positions before as well.");
        return null;
    }

    // Alone it passes, and in company it does not.
    private static string? Company(JudgedPair pair)
    {
        foreach (DirectionResult direction in Short(pair, pair.Within))
            if (pair.Basis.Evidence.Algorithms.Where(one => one.Network == direction.Source).SelectMany(one => one.Variables)
                .FirstOrDefault(one => one.Variable == direction.Variable && AlgorithmVerdict.Passes(one, pair.Basis.Same)) is { } alone)
                return $"By itself {direction.Source} reaches {Percent.Of(alone.Counted!.TrialIia)} for `{direction.Variable}`, and "
                    + $"{Percent.Of(direction.Chosen!.TrialIia)} trained together with the other: the loss through company is not its own "
                    + "failing, and says that the other network lacks the variable or has it in another form.";
        return null;
    }

    private static string? StepLimit(JudgedPair pair)
    {
        int steps = pair.Basis.Settings.Steps;
        DirectionResult? late = Short(pair, pair.Asked).Where(direction => direction.Trained).MaxBy(KeptStep);
        return steps > 0 && late is not null && KeptStep(late) >= NearLimit * steps
            ? $"The chosen alignment, of seed {late.Chosen!.Seed}, was best at step {KeptStep(late)} of {steps}, so that training may not "
                + $"have been at its end: `alignment: {{ steps: {2 * steps} }}`." : null;
    }

    private static string? Scales(JudgedPair pair) => pair.Basis.Settings.EnergiesDiffer && Short(pair, pair.Between).Any()
        ? "The mean energies of the networks' activity differ by more than a factor of 2, which an orthogonal map cannot bridge: "
            + "`alignment: { normalise: standard }`." : null;

    private static string? Width(JudgedPair pair)
    {
        int narrowest = Math.Min(pair.First.Width, pair.Second.Width), size = pair.Asked.Select(one => one.Size).DefaultIfEmpty(0).Max();
        return size < narrowest && pair.Variables.Count == 1 && Short(pair, pair.Asked).Any() && pair.Tries(OtherMap.Width).Count == 0
            ? $"The subspace has {size} of {narrowest} dimensions, and a larger one may hold what is missing: "
                + "`alignment: { size: full }`." : null;
    }

    private static string? Start(JudgedPair pair)
    {
        bool isTried = pair.Basis.Evidence.RandomStart.Count > 0 || pair.Tries(OtherMap.Start).Count > 0;
        return isTried || !pair.Basis.Settings.IsOrthogonal || !Short(pair, pair.Asked).Any() ? null
            : pair.Basis.Settings.Start == "random" ? "Another start may end elsewhere: `alignment: { start: aligned }`."
            : "Another start may end elsewhere: `alignment: { start: random }`.";
    }

    private static string? Linear(JudgedPair pair) => pair.Basis.Settings.IsOrthogonal && pair.Tries(OtherMap.Linear).Count == 0
        && Short(pair, pair.Between).Any() && !Short(pair, pair.Within).Any()
            ? "Each network is aligned with itself, and the two are not: whether a map that need not keep lengths and angles would do, "
                + "`alignment: { family: linear }` tells, with its own controls." : null;

    private static string? FewInterventions(JudgedPair pair)
    {
        DirectionResult[] near = [.. Short(pair, pair.Asked).Where(direction => direction.Chosen!.Value >= pair.Basis.Same)];
        return near.Length > 0 && near.Length == Short(pair, pair.Asked).Count()
            ? $"The values reach {Percent.Threshold(pair.Basis.Same)}, and only their bounds do not: "
                + $"`alignment: {{ test: {4 * near.Max(direction => direction.Samples)} }}` narrows them." : null;
    }

    private static string? Spread(JudgedPair pair) => Short(pair, pair.Asked).Any(one => one.Reached > 0 && one.Reached < one.Seeds.Count)
        ? "Restarts differ, and some of them reach the threshold in a direction: more of them, such as "
            + "`alignment: { seeds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }`, may hold one that reaches it in all." : null;

    private static string? NewPairs(JudgedPair pair) => pair.Asked.Any(direction => direction.ChosenNewPairs?.Low < pair.Basis.Same)
        && !Short(pair, pair.Asked).Any()
            ? "The alignment knows the pairs of values that it was trained on better than the variable: a smaller subspace "
                + $"(`alignment: {{ size: {Math.Max(1, pair.Asked.Max(direction => direction.Size) / 2)} }}`) learns less by heart." : null;

    private static string? NullPart(JudgedPair pair)
    {
        if (!pair.Asked.Any(one => JudgedPair.Control(one, Metrics.NullExchanged)?.Chosen?.Low < pair.Basis.Same)
            || Short(pair, pair.Asked).Any())
            return null;
        AlignmentSettings settings = pair.Basis.Settings;
        int size = pair.Asked.Max(direction => direction.Size);
        return !settings.Asked.Contains(OtherMap.Analysis) && !settings.RuledOut.Contains(OtherMap.Analysis)
            ? "The alignment reads activity that the source itself makes no use of, and may not have to: "
                + $"`analyses: [{(settings.Asked.Contains(AlgorithmResult.Analysis) ? $"{AlgorithmResult.Analysis}, " : "")}"
                + $"{OtherMap.Analysis}]` trains one for which that does not pay."
            : size < 2 ? null
            : "The alignment reads activity that the source itself makes no use of: a smaller subspace "
                + $"(`alignment: {{ size: {size / 2} }}`) has less room for it.";
    }

    private static IEnumerable<DirectionResult> Short(JudgedPair pair, IEnumerable<DirectionResult> directions) =>
        directions.Where(direction => direction.Chosen!.Low < pair.Basis.Same);

    private static int KeptStep(DirectionResult direction) => direction.Steps[direction.Seeds.Index()
        .First(seed => seed.Item == direction.Chosen!.Seed).Index];
}
