using Mas.Results.Figures;
using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Evidence;

/// <summary>Activity that is carried through a second network, which runs on, into a third.</summary>
internal static class CyclesSection
{
    public const string Title = "Cycles";

    public static EvidenceSection Section { get; } = new(
        [WantedEvidence.Results("cycles", "cycles", evidence => evidence.Cycles.Count).OfPairs],
        (_, evidence) => Of(evidence.Cycles),
        (evidence, order) => evidence with
        {
            Cycles = [.. order.ThenBy(order.Of(evidence.Cycles, one => (one.Method, one.Variable, one.Size, one.Source, one.Target)),
                one => one.Via)],
        });

    private const int MostRows = 16;

    public static EvidencePart? Of(IReadOnlyList<CycleResult> cycles) => cycles.Count == 0 ? null : new EvidencePart(Title, Shows(cycles),
        "Where the circle (through the second network) stands as far right as the square (directly from the source), what was written into "
            + "the second network was taken up and kept by its own computation, not merely read out again.")
    {
        Figure = Draw(cycles),
        Conditions = "Both ways are measured on draws of their own, not on the test interventions of the directions above, so their "
            + "numbers differ a little from those.",
        Designs = [.. cycles.SelectMany(cycle => new[] { cycle.Composed.IntervalDesign, cycle.Direct.IntervalDesign })],
        Numbers = new NumberTable("All cycles in numbers", ["Way", "Method and size", "Variable", "Composed", "Direct", "Floor"],
            [.. cycles.Select(cycle => (string[])[Way(cycle), $"{MethodName.Of(cycle.Method)}, size {cycle.Size}", cycle.Variable,
                IntervalMark.Text(cycle.Composed), IntervalMark.Text(cycle.Direct), Percent.Of(cycle.Floor)])]),
    };

    /// <summary>Whether the way through another network does as well as the direct one.</summary>
    public static string Shows(IReadOnlyList<CycleResult> cycles)
    {
        CycleResult worst = cycles.MinBy(cycle => cycle.Composed.Mean - cycle.Direct.Mean)!;
        int below = cycles.Count(IsBelow);
        string numbers = $"{Percent.Of(worst.Composed.Mean)} against {Percent.Of(worst.Direct.Mean)} {Spelled(worst)}";
        if (below > 0)
            return $"Activity that is carried through another network falls short of activity that is swapped directly in {below} of "
                + $"{Listed.Count(cycles.Count, "way")}, most {Spelled(worst)} ({Percent.Of(worst.Composed.Mean)} against "
                + $"{Percent.Of(worst.Direct.Mean)}).";
        return cycles.Max(cycle => cycle.Direct.Interval.High) < 0.5
            ? $"Neither the way through another network nor the direct one works here ({numbers}), so the cycles say nothing."
            : "Activity that is carried through another network works about as well as activity that is swapped directly, as far as the "
                + $"intervals tell: at worst {numbers}.";
    }

    /// <summary>Whether the composed way is surely the lower one: by their paired difference, or where that was not recorded, by intervals
    /// that lie apart.</summary>
    public static bool IsBelow(CycleResult cycle) =>
        cycle.DifferenceInterval is { } difference ? difference.High < 0 : cycle.Composed.Interval.High < cycle.Direct.Interval.Low;

    private static Figure Draw(IReadOnlyList<CycleResult> cycles)
    {
        IReadOnlyList<CycleResult> shown = cycles.Count <= MostRows ? cycles
            : [.. cycles.OrderBy(cycle => cycle.Composed.Mean - cycle.Direct.Mean).Take(MostRows)];
        bool isOne = cycles.Select(cycle => (cycle.Method, cycle.Size, cycle.Variable)).Distinct().Count() == 1;
        string title = shown.Count == cycles.Count ? "Through another network, and directly"
            : $"Through another network, and directly: the {MostRows} of {cycles.Count} ways that lose most";
        return new RowPlot("cycles", title, ["through the second network", "directly"], [.. shown.Select(cycle => new PlotRow(
            Way(cycle) + (isOne ? "" : $", {MethodName.Of(cycle.Method)}, size {cycle.Size}, {cycle.Variable}"),
            [PlotMark.Of(0, cycle.Composed), PlotMark.Of(1, cycle.Direct)], cycle.Floor))])
        { Lead = RowPlot.TrialIia }.Draw();
    }

    private static string Way(CycleResult cycle) => $"{cycle.Source} → {cycle.Via} → {cycle.Target}";

    private static string Spelled(CycleResult cycle) => cycle.Source == cycle.Target ? $"from {cycle.Source} through {cycle.Via} and back"
        : $"from {cycle.Source} through {cycle.Via} into {cycle.Target}";
}
