using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Evidence;

/// <summary>Leakage in words: which method loses with the null part of its sources, and which lives on it alone.</summary>
internal static class LeakageText
{
    /// <summary>A loss of trial IIA up to which an alignment counts as living on what the source uses: five points in a hundred.</summary>
    public const double Small = 0.05;

    /// <summary>Directions that were trained, where any were, from the run's own start, and that carry anything over: of the others nothing
    /// can be told.</summary>
    public static IReadOnlyList<LeakageResult> Telling(IReadOnlyList<LeakageResult> results)
    {
        LeakageResult[] started = [.. results.Where(one => one.Start == results[0].Start)];
        LeakageResult[] trained = started.Any(one => one.Trained) ? [.. started.Where(one => one.Trained)] : started;
        return [.. trained.Where(one => one.TrialIia.Interval.Low > one.Floor)];
    }

    /// <summary>What each method loses, and what it reaches on null activity alone, by its most telling direction.</summary>
    public static string Shows(IReadOnlyList<LeakageResult> all)
    {
        IReadOnlyList<LeakageResult> results = Telling(all);
        if (results.Count == 0)
            return "No alignment carries anything over, so that nothing can be told of what it lives on.";
        string[] losses = [.. results.GroupBy(one => one.Method).Select(method => Loss([.. method]))];
        string lost = $"When the part that the source makes no use of is exchanged, {string.Join("; ", losses)}.";
        string[] alone = [.. results.Where(one => one.NullOnly is not null).GroupBy(one => one.Method)
            .Select(method => method.MaxBy(one => one.NullOnly!.Mean)!)
            .Select(best => $"{MethodName.Of(best.Method)} reaches "
                + $"{Percent.Of(best.NullOnly!.Mean)}{IntervalMark.Of(best.NullOnly.IntervalDesign)} (floor {Percent.Of(best.Floor)})")];
        return alone.Length == 0 ? lost : $"{lost} Where that part alone knows the variable, {Listed.Of(alone)} at most.";
    }

    /// <summary>What each method keeps without activity that its sources make no use of, in the direction that loses most, and what it
    /// reaches on that activity alone, in the direction that reaches most.</summary>
    public static string Relevance(IReadOnlyList<LeakageResult> results)
    {
        List<List<LeakageResult>> methods = [.. results.GroupBy(one => one.Method).Select(method => method.ToList())];
        string[] kept = [.. methods.Select((method, i) => $"{MethodName.Of(method[0].Method)} "
            + $"{(i == 0 ? "keeps " : "")}{Kept(method.MinBy(one => one.Change)!)}")];
        string each = results.Count == 1 ? MethodName.Place(results[0].Source, results[0].Target) : methods.Count == 1
            ? "the direction that loses most" : "the direction of each that loses most";
        LeakageResult[] alone = [.. methods.Select(method => method.Where(one => one.NullOnly is not null).MaxBy(one => one.NullOnly!.Mean))
            .OfType<LeakageResult>()];
        string[] undecided = [.. methods.Where(method => Judge(method) == Loses.Undecided)
            .Select(method => MethodName.Of(method[0].Method))];
        string open = undecided.Length == 0 ? ""
            : $" Whether {Listed.Of(undecided)} {(undecided.Length == 1 ? "loses" : "lose")} more than {Percent.Number(Small)} points, the "
            + "intervals do not tell.";
        return $"Without activity that the sources make no use of, {Listed.Of(kept)} "
            + $"({each}){(alone.Length == 0 ? "" : $"; on that activity alone {Reached(alone, methods.Count)}")}.{open}";
    }

    private static string Kept(LeakageResult one) =>
        one.Change >= 0 ? "all" : $"{Percent.Number(one.NullExchanged.Mean)} of {Percent.Of(one.TrialIia.Mean)}";

    private static string Reached(LeakageResult[] alone, int methods)
    {
        string[] floors = [.. alone.Select(one => one.Floor).Order().Select(Percent.Number).Distinct()];
        string floor = floors.Length == 1 ? $"floor {floors[0]}\u00a0%" : $"floors {floors[0]}–{floors[^1]}\u00a0%";
        string reached = alone.Length == methods
            ? $"{(methods == 1 ? "it reaches" : "they reach")} at most "
                + $"{Listed.Of([.. alone.Select(one => Percent.Of(one.NullOnly!.Mean))])}"
            : Listed.Of([.. alone.Select((one, i) => $"{MethodName.Of(one.Method)} "
                + $"{(i == 0 ? "reaches at most " : "")}{Percent.Of(one.NullOnly!.Mean)}")]);
        return $"{reached} ({floor})";
    }

    private static string Loss(IReadOnlyList<LeakageResult> method)
    {
        LeakageResult worst = Worst(method);
        string name = MethodName.Of(worst.Method), place = $"{MethodName.Place(worst.Source, worst.Target)}, size {worst.Size}";
        string fall = $"from {Percent.Of(worst.TrialIia.Mean)} to {Percent.Of(worst.NullExchanged.Mean)} {place}";
        return Judge(method) switch
        {
            Loses.No when worst.Change >= 0 => $"{name} loses nothing",
            Loses.No => $"{name} keeps its result (at worst {fall})",
            Loses.Yes => $"{name} falls {fall}",
            _ => $"{name} goes {fall}, a change that is not told from a small one",
        };
    }

    private enum Loses { No, Undecided, Yes }

    private static Loses Judge(IReadOnlyList<LeakageResult> method) =>
        method.Any(one => one.ChangeInterval.High < -Small) ? Loses.Yes
        : method.All(one => one.ChangeInterval.Low >= -Small) ? Loses.No
        : Loses.Undecided;

    // Of those that surely lose, the one that loses most; else the one that may.
    private static LeakageResult Worst(IReadOnlyList<LeakageResult> method) =>
        method.Where(one => one.ChangeInterval.High < -Small).MinBy(one => one.Change)
            ?? (Judge(method) == Loses.No ? method.MinBy(one => one.Change)! : method.MinBy(one => one.ChangeInterval.Low)!);
}
