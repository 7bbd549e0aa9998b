namespace Mas.Results.Verdicts;

/// <summary>Sentences about how far an exchange carries over: which direction is the weakest, how sure that is, and what stands in the
/// way.</summary>
internal static class ExchangeText
{
    /// <summary><c>from a into b for `count`</c>; the variable is named where there are several.</summary>
    public static string Place(DirectionResult direction, JudgedPair pair) => MethodName.Place(direction.Source, direction.Target)
        + (pair.Variables.Count > 1 ? $" for `{direction.Variable}`" : "");

    /// <summary>What the bounds are of.</summary>
    public static string Measure(JudgedPair pair) =>
        pair.Asked.Any(direction => direction.NoSwap is null) ? "trial IIA" : "chance-corrected trial IIA";

    /// <summary>How sure it is: the weakest direction, new pairs, the null part, sizes, what fell away.</summary>
    public static IEnumerable<string> Carried(JudgedPair pair)
    {
        if (pair.IsCarriedWithoutNull)
            yield return "The first alignment reaches too, but reads activity that the source itself makes no use of: with that taken from "
                + $"another sample its lower bound falls to {Percent.Of(LowestWithoutNull(pair.Asked)!.Value)}. What carries the word is a "
                + "second alignment, which was trained on such sources and which no null control reaches. What is said here of exchanges "
                + "is of the second; tables, controls and questions of the report are of the first, where they do not name the second.";
        yield return Weakest(pair, pair.Carrying);
        if (pair.Basis.Settings.ScoresNextAlone)
            yield return "Scored is the next prediction alone"
                + (pair.Basis.Settings.NextWords is int words ? $", which should be one of {Listed.Count(words, "word")}" : "")
                + ": nothing is said of what the networks do after it.";
        DirectionResult[] withPairs = [.. pair.Carrying.Where(direction => direction.ChosenNewPairs is not null)];
        yield return withPairs.Length == 0
            ? "No pair of values that training never showed was tested, so that nothing is said of new pairs."
            : "On pairs of values that training never showed every direction is at least "
                + $"{Percent.Of(withPairs.Min(one => one.ChosenNewPairs!.Low))}.";
        yield return LowestWithoutNull(pair.Carrying) is not { } lowest
            ? "Whether activity is read that the source itself does not use could not be tested."
            : $"Every direction is at least {Percent.Of(lowest)} where activity that the source itself makes no use of comes from another "
                + "sample.";
        if (HighestNull(pair) is { } sentence)
            yield return sentence;
        if (pair.SmallestThatReaches is int size && size < pair.Asked.Max(direction => direction.Size))
            yield return $"It holds down to size {size}, the smallest of the run's that does.";
        if (pair.NotAsked.Count > 0)
            yield return $"{Listed.Of([.. pair.NotAsked.Select(one => $"`{one.Variable}`").Distinct()])} could not be asked in "
                + $"{Listed.Count(pair.NotAsked.Count, "direction")}: the unchanged target already answers as it should.";
    }

    // Where the floor is not what chance gives, the best of the nulls says so.
    private static string? HighestNull(JudgedPair pair)
    {
        (ControlResult Control, DirectionResult Direction)[] nulls = [.. pair.Carrying.SelectMany(
            direction => direction.Controls.Where(control => ControlKind.IsNull(control.Name) && control.Chosen is { Corrected: not null }),
            (direction, control) => (control, direction))];
        if (nulls.Length == 0)
            return null;
        (ControlResult highest, DirectionResult place) = nulls.MaxBy(one => one.Control.Chosen!.Corrected);
        return highest.Chosen!.Corrected < pair.Basis.Different ? null
            : $"Without the right swap, `{highest.Name}` already comes to {Percent.Of(highest.Chosen.Corrected!.Value)} "
                + $"{Place(place, pair)}, well above the unchanged target.";
    }

    private static double? LowestWithoutNull(IEnumerable<DirectionResult> directions) =>
        directions.Min(one => JudgedPair.Control(one, Metrics.NullExchanged)?.Chosen?.Low);

    /// <summary>The direction with the lowest lower bound.</summary>
    /// <param name="among">Says which directions are looked at, where these are not all.</param>
    public static string Weakest(JudgedPair pair, IReadOnlyList<DirectionResult> directions, string among = "")
    {
        DirectionResult weakest = directions.MinBy(direction => direction.Chosen!.Low)!;
        ChosenResult chosen = weakest.Chosen!;
        return $"The weakest direction{among} is {Place(weakest, pair)}: {Percent.Of(chosen.Value)} in {Measure(pair)}, at least "
            + $"{Percent.Of(chosen.Low)} and at most {Percent.Of(chosen.High)} (each one-sided at 5 %), with the alignment of seed "
            + $"{chosen.Seed}, chosen on validation; {weakest.Reached} of {Listed.Count(weakest.Seeds.Count, "seed")} "
            + $"{(weakest.Reached == 1 ? "reaches" : "reach")} {Percent.Threshold(pair.Basis.Same)} by value.";
    }

    /// <summary>What stands in the way, as the end of a sentence.</summary>
    public static string Obstacle(JudgedPair pair)
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
            : !pair.TestsAllThatCanBe ? "not every direction between and within the networks was tested"
            : reached is not null
                ? $"{Listed.Of([.. JudgedPair.ReachedBy(reached).Select(name => $"`{name}`")])} "
                + $"{(JudgedPair.ReachedBy(reached).Count() == 1 ? "is" : "are")} not surely below the alignment "
                + $"{Place(reached, pair)}, and a number that can be had without the right swap is no evidence"
            : within is not null ? $"{Place(within, pair)} the alignment does not surely reach {Percent.Threshold(same)}"
            : between is not null ? $"{Place(between, pair)} the alignment does not surely reach {Percent.Threshold(same)}"
            : pairs is not null
                ? $"on pairs of values that training never showed it is at least {Percent.Of(pairs.ChosenNewPairs!.Low)} only "
                + $"({Place(pairs, pair)})"
            : "with activity that the source itself makes no use of taken from another sample the alignment does not surely reach "
                + Percent.Threshold(same);
    }

    /// <summary>Directions between that fall short, and in which the target does no better where it reads the source's tokens itself: it
    /// is asked for what it cannot do.</summary>
    public static IEnumerable<string> OwnLimit(JudgedPair pair)
    {
        (DirectionResult Direction, ChosenControl Replay)[] limited = [.. from direction in pair.Between
            where direction.Chosen!.Low < pair.Basis.Same
            let replay = JudgedPair.Control(direction, Metrics.Replay)?.Chosen
            where replay?.High < pair.Basis.Same
            select (direction, replay)];
        if (limited.Length == 0)
            yield break;
        (DirectionResult least, ChosenControl own) = limited.MinBy(one => one.Replay.High);
        yield return $"Where {least.Target} reads the tokens of {least.Source} itself and nothing is swapped, it gets at most "
            + $"{Percent.Of(own.High)} ({Measure(pair)}): what falls short {Place(least, pair)} may be what it never learned.";
    }

    /// <summary>A linear map reaches where the orthogonal one does not, and is surely above it there; nothing where it is not so.</summary>
    public static IEnumerable<string> Metric(JudgedPair pair)
    {
        IReadOnlyList<OtherMapResult> linear = pair.Tries(OtherMap.Linear);
        OtherMapResult? Linear(DirectionResult direction) => linear.FirstOrDefault(one =>
            (one.Source, one.Target, one.Variable) == (direction.Source, direction.Target, direction.Variable));
        (DirectionResult Direction, OtherMapResult Linear)[] above = [.. from direction in pair.Between
            where direction is { Trained: true } && direction.Chosen!.Low < pair.Basis.Same
            let map = Linear(direction)
            where map is not null && map.Bounds.Low > direction.Chosen!.SharedHigh
            select (direction, map)];
        if (!pair.Basis.Settings.IsOrthogonal || above.Length == 0 || linear.Any(one => one.Bounds.Low < pair.Basis.Same))
            yield break;
        OtherMapResult? empty = linear.Where(IsEmpty).MaxBy(one => one.HighestNull);
        string nullReaches = empty is null ? "" : "a null control of it "
            + (empty.HighestNull is double highest ? $"comes to {Percent.Of(highest)} " : "does as well ")
            + MethodName.Place(empty.Source, empty.Target);
        if (above.Where(one => !IsEmpty(one.Linear)).ToArray() is { Length: > 0 } telling)
            yield return Told(pair, telling.MinBy(one => one.Direction.Chosen!.SharedHigh), linear)
                + (empty is null ? "" : $" But {nullReaches}, so that such a map says nothing there.");
        else
            yield return "A linear map reaches in every direction between the networks "
                + $"(at least {Percent.Of(linear.Min(one => one.Bounds.Low))}), but {nullReaches}: such a map may fit almost anything "
                + "here, and says nothing.";

        bool IsEmpty(OtherMapResult one) => one.ReachedBy.Count > 0 || one.HighestNull >= pair.Basis.Same;
    }

    private static string Told(
        JudgedPair pair, (DirectionResult Direction, OtherMapResult Linear) shortest, IReadOnlyList<OtherMapResult> linear)
    {
        double most = shortest.Direction.Chosen!.SharedHigh;
        bool fallsShort = most < pair.Basis.Same;
        return $"A linear map reaches where the orthogonal one {(fallsShort ? "falls short" : "does not surely reach")}: "
            + $"{Place(shortest.Direction, pair)} it is at least {Percent.Of(shortest.Linear.Bounds.Low)}, its controls at most "
            + $"{Percent.OrDash(shortest.Linear.HighestNull)}, and the orthogonal one at most {Percent.Of(most)} (in every direction "
            + $"between the networks the linear one is at least {Percent.Of(linear.Min(one => one.Bounds.Low))}). What is lost there is "
            + "the metric of their activity, not its content.";
    }
}
