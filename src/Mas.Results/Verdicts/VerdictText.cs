namespace Mas.Results.Verdicts;

/// <summary>The sentences of a verdict, for a reader who is no statistician: what was found, how sure it is, what would change
/// it.</summary>
internal sealed record VerdictText(
    IReadOnlyList<DirectionResult> Judged, double Same, double Different, bool HasOtherStart = false, bool HasSmallerSizes = false)
{
    private const string OtherStart = "the other start (`aligned`, `random`)";

    public const string NoMas = "The run holds no model alignment search between networks, so it has nothing to say about whether they "
        + "work in the same way.";

    // "97.1 % of the swaps" is what IIA means; the correction takes away what happens without any swap.
    private string Measure => Judged[0].NoSwap is null ? "trial IIA" : "chance-corrected trial IIA";

    public IEnumerable<string> AllSame(List<Finding> findings)
    {
        yield return "The networks do the same thing in the same way, as far as this test can tell: activity of any of them can stand in "
            + "for that of any other, and the behaviour follows the swapped value.";
        yield return $"The direction whose interval reaches lowest is {Lowest(findings)} in {Measure}; the whole interval lies at or above "
            + $"{Percent.Threshold(Same)} in every direction.";
        if (NewPairs() is { } pairs)
            yield return pairs;
        yield return (HasSmallerSizes, HasOtherStart) switch
        {
            (true, true) => "Another causal variable could still tell them apart.",
            (true, false) => $"Another causal variable or {OtherStart} could still tell them apart.",
            (false, true) => "A smaller size or another causal variable could still tell them apart.",
            _ => $"A smaller size, another causal variable or {OtherStart} could still tell them apart.",
        };
    }

    public IEnumerable<string> AllDifferent(List<Finding> between)
    {
        yield return "The networks do not do it in the same way: each can be aligned with itself, but activity swapped between them does "
            + "not carry over.";
        yield return $"Between networks the direction whose interval reaches highest is {Highest(between)} in {Measure}, and even that "
            + $"interval lies below {Percent.Threshold(Different)} as a whole.";
        yield return $"A larger size{(HasOtherStart ? "" : $", {OtherStart},")} or an alignment that can rescale (`normalise: standard`) "
            + "could still find what they share.";
    }

    public IEnumerable<string> InBetween(List<Finding> between)
    {
        yield return "The networks work in the same way in part: swapped activity carries over more than if they had nothing in common, "
            + "and less than if they were interchangeable.";
        yield return $"Between networks the interval of {Measure} reaches lowest {Lowest(between)} and highest {Highest(between)}; `same` "
            + $"needs {Percent.Threshold(Same)} in every direction, `different` less than {Percent.Threshold(Different)} in each.";
        yield return $"A larger size{(HasOtherStart ? "" : $" or {OtherStart}")} would show whether the alignment falls short rather than "
            + "the networks.";
    }

    public IEnumerable<string> TooWide(List<Finding> findings)
    {
        Finding widest = findings.MaxBy(finding => finding.Interval.High - finding.Interval.Low)!;
        yield return $"The intervals are too wide to decide: they hold both sides of a threshold ({Percent.Threshold(Same)} for `same`, "
            + $"{Percent.Threshold(Different)} for `different`).";
        yield return $"The direction whose interval reaches lowest is {Lowest(findings)} in {Measure}; the least certain one is {widest}.";
        yield return widest.Result.Seeds.Count < 10
            ? "More alignment seeds would narrow the intervals most; more test interventions help where the seeds agree."
            : "More test interventions would narrow the intervals.";
    }

    public static IEnumerable<string> ControlReaches(Finding beaten)
    {
        string controls = string.Join(" and ", beaten.ControlsThatReach().Select(name => $"`{name}`"));
        yield return $"A control does as well as the alignment: {controls} lies within or above the interval {beaten.Place} (trial IIA "
            + $"{Percent.Of(beaten.Result.TrialIia)}, 95 % interval {Percent.Of(beaten.Result.Interval)}).";
        yield return "A high number that can be had without the right swap is no evidence that the networks agree.";
        yield return "A smaller size, a task on which the control is low, or more alignment seeds could settle it.";
    }

    public IEnumerable<string> CannotAlignWithItself(Finding alone)
    {
        yield return $"The alignment does not even work {alone} in {Measure}; {Percent.Threshold(Same)} is wanted before two networks may "
            + "be compared.";
        yield return "So the variable cannot be read and written at this site with this map, and nothing follows about the networks.";
        yield return "A larger size, a single variable instead of all, or longer training could change that.";
    }

    public IEnumerable<string> NotAlignedWithItself(string network, List<Finding> between)
    {
        yield return $"No direction between networks reaches {Percent.Threshold(Different)} (the interval that reaches highest: "
            + $"{Highest(between)}), but whether {network} can be aligned with itself was not tested.";
        yield return "Without that, a low number may mean a failed alignment as well as different networks; add the direction of each "
            + "network into itself.";
    }

    public IEnumerable<string> EnergiesDiffer(List<Finding> between)
    {
        yield return $"No direction between networks reaches {Percent.Threshold(Different)} (the interval that reaches highest: "
            + $"{Highest(between)}), but the mean energies of their activity differ by more than a factor of 2, which an orthogonal map "
            + "cannot bridge.";
        yield return "With `normalise: standard` in `alignment`, which takes the difference away, a low number would mean that the "
            + "networks differ.";
    }

    public static IEnumerable<string> FloorIsOne(DirectionResult direction)
    {
        yield return $"From {direction.Source} into {direction.Target} the unchanged target already gives the counterfactual answer on "
            + "every intervention, so the swap has nothing left to show.";
        yield return "Interventions whose counterfactual differs from the natural answer are needed.";
    }

    public static IEnumerable<string> PerVariable(IReadOnlyList<(string Variable, string Word, Finding Lowest)> variables)
    {
        string each = string.Join("; ",
            variables.Select(one => $"`{one.Variable}` by itself is `{one.Word}` (its interval reaches lowest "
            + $"{one.Lowest.Place.Replace(one.Lowest.Subject, "", StringComparison.Ordinal)}, {Percent.Of(one.Lowest.Value)})"));
        yield return $"{variables.Count} variables were judged, and the worst counts, because `same` needs every one of them: {each}.";
    }

    /// <summary>What the reader must know of how the judgement was made.</summary>
    public IEnumerable<string> Notes()
    {
        if (Judged.Any(direction => direction.NoSwap is null))
            yield return "No floor (`no-swap`) was measured, so the judgement uses raw trial IIA, which chance may have raised.";
        int seeds = Judged.Min(direction => direction.Seeds.Count);
        if (seeds < AccuracyInterval.SeedsForVariance)
            yield return $"With {(seeds == 1 ? "one alignment seed" : $"{seeds} alignment seeds")} the intervals cover the choice of "
                + "interventions only, not that of the alignment; three seeds or more would.";
    }

    private string? NewPairs()
    {
        DirectionResult? lowest = Judged.Where(direction => direction.NewPairs is not null).MinBy(direction => direction.NewPairs);
        if (lowest?.NewPairs is not double share)
            return null;
        return share >= Same
            ? $"It holds on pairs of values that training never showed, too ({Percent.Of(share)}{(share < 1 ? " or more" : "")} in every "
                + "direction)."
            : $"On pairs of values that training never showed, trial IIA falls to {Percent.Of(share)} (from {lowest.Source} into "
                + $"{lowest.Target}), so the alignment may know the trained pairs better than the variable.";
    }

    private static Finding Lowest(List<Finding> findings) => findings.MinBy(finding => finding.Interval.Low)!;

    private static Finding Highest(List<Finding> findings) => findings.MaxBy(finding => finding.Interval.High)!;
}
