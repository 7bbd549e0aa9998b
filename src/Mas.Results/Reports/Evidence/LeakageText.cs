using Mas.Results.Evidence;

namespace Mas.Results.Reports.Evidence;

/// <summary>Leakage in words: which method loses with the null part of its sources, and which lives on it alone.</summary>
internal static class LeakageText
{
    /// <summary>A loss of trial IIA up to which an alignment counts as living on what the source uses: five points in a hundred.</summary>
    public const double Small = 0.05;

    /// <summary>What each method loses, and what it reaches on null activity alone, by its most telling direction.</summary>
    public static string Shows(IReadOnlyList<LeakageResult> results)
    {
        string[] losses = [.. results.GroupBy(one => one.Method).Select(method => Loss([.. method]))];
        string lost = $"When the part that the source makes no use of is exchanged, {string.Join("; ", losses)}.";
        string[] alone = [.. results.Where(one => one.NullOnly is not null).GroupBy(one => one.Method).Select(method => method.MaxBy(one => one.NullOnly!.Mean)!)
            .Select(best => $"{MethodName.Of(best.Method)} reaches {Percent.Of(best.NullOnly!.Mean)}{IntervalMark.Of(best.NullOnly.IntervalDesign)} (floor {Percent.Of(best.Floor)})")];
        return alone.Length == 0 ? lost : $"{lost} Where that part alone knows the variable, {Listed.Of(alone)} at most.";
    }

    /// <summary>Whether a method's result rests on activity that its sources make no use of.</summary>
    public static string Relevance(IReadOnlyList<LeakageResult> method)
    {
        LeakageResult worst = Worst(method);
        string name = MethodName.Of(worst.Method);
        return Judge(method) switch
        {
            Loses.No => $"What {name} carries over is activity that the sources themselves use: exchanging the rest takes away at most {Points(Math.Max(0, -worst.Change))}.",
            Loses.Yes => $"{Listed.Capital(name)} owes {Points(-worst.Change)} of its {Percent.Of(worst.TrialIia.Mean)} {MethodName.Place(worst.Source, worst.Target)} (size {worst.Size}) to activity that the source itself makes no use of.",
            _ => $"Whether {name} rests on activity that its sources make no use of, the intervals do not tell: it loses {Points(-worst.Change)} {MethodName.Place(worst.Source, worst.Target)}, and may lose {Percent.Number(Math.Max(0, -worst.ChangeInterval.Low))}.",
        };
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
        method.Where(one => one.ChangeInterval.High < -Small).MinBy(one => one.Change) ?? method.MinBy(one => one.ChangeInterval.Low)!;

    private static string Points(double share) => $"{Percent.Number(share)} points";
}
