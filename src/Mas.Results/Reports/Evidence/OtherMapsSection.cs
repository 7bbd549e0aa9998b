using Mas.Results.Figures;
using Mas.Results.Reports.Html;
using Mas.Results.Verdicts;

namespace Mas.Results.Reports.Evidence;

/// <summary>Directions that the alignment does not reach, tried in other ways.</summary>
internal static class OtherMapsSection
{
    public const string Title = "Other maps";

    private static readonly (string Kind, string Text)[] s_kinds =
    [
        (OtherMap.Start, "the other start"), (OtherMap.Width, "full width"), (OtherMap.Linear, "a linear map"),
        (OtherMap.Copy, "a rotated copy"),
    ];

    public static EvidenceSection Section { get; } = new(
        [], (run, evidence) => Of(evidence.OtherMaps, Short(run)), (evidence, order) => evidence with
        {
            OtherMaps =
            [
                .. order.ThenBy(order.ThenBy(evidence.OtherMaps.OrderBy(one => Array.FindIndex(s_kinds, kind => kind.Kind == one.Kind))
                    .ThenBy(one => one.Variable, StringComparer.Ordinal), one => one.Source), one => one.Target),
            ],
        });

    // Directions between networks that the run's own alignment does not surely reach.
    private static IReadOnlyList<string> Short(RunRecord run) => [.. Verdict.Judged(run.Directions)
        .Where(one => !one.IsWithin && one.Chosen?.Low < Verdict.Thresholds(run).Same)
        .Select(one => MethodName.Place(one.Source, one.Target)).Distinct()];

    /// <param name="missed">Places where the run's own alignment falls short; none where something else made it try again.</param>
    public static EvidencePart? Of(IReadOnlyList<OtherMapResult> results, IReadOnlyList<string> missed) => results.Count == 0 ? null
        : new EvidencePart(Title, Shows(results, missed),
            "An optimiser that finds nothing is no proof that nothing is there. A mark far to the right shows that the alignment falls "
                + "short, and not the networks; of a linear map only where its highest null is far to the left."
                + (results.Any(one => one.Kind == OtherMap.Copy)
                    ? " The rotated copies must lie there, or the budget was too small to tell." : ""))
        {
            Figure = Draw(results),
            Conditions = "Values are chance-corrected trial IIA of the alignment that is best on validation; the lines are its one-sided "
                + "5 % bounds.",
            Numbers = new NumberTable(
                "All tries in numbers",
                ["Try", "Direction", "Variable", "Size", "Corrected", "Bounds", "Highest null", "Null controls that reach it"],
                [.. results.Select(Row)]),
        };

    /// <summary>What each kind of try gives at its worst and best.</summary>
    public static string Shows(IReadOnlyList<OtherMapResult> results, IReadOnlyList<string> missed)
    {
        ILookup<bool, string> kinds = s_kinds
            .Select(kind => (kind.Kind, kind.Text,
                Values: results.Where(one => one.Kind == kind.Kind).Select(one => one.Bounds.Value).ToList()))
            .Where(kind => kind.Values.Count > 0)
            .ToLookup(kind => kind.Kind == OtherMap.Copy, kind => $"{kind.Text} gives {Percent.Of(kind.Values.Min())}"
                + (kind.Values.Count == 1 ? "" : $" to {Percent.Of(kind.Values.Max())}"));
        return (missed.Count == 0 ? "" : $"The alignment does not surely reach {Listed.Few([.. missed])}. ")
            + $"Tried in other ways, over the directions between the networks, {Listed.Of([.. kinds[false]])}."
            + string.Concat(kinds[true].Select(copy => $" {Listed.Capital(copy)}, beside its original."));
    }

    private static Figure Draw(IReadOnlyList<OtherMapResult> results) => new RowPlot(
        "other-maps", "Directions of a pair that does not reach in all, tried in other ways", ["corrected trial IIA"],
        [.. results.Select(one => new PlotRow(
            Label(one), [new PlotMark(0, one.Bounds.Value, new Interval(one.Bounds.Low, one.Bounds.High))]))])
    { Lead = "Chance-corrected trial IIA with one-sided 5 % bounds.", IntervalText = "one-sided 5 % bounds" }.Draw();

    private static string Label(OtherMapResult one) =>
        $"{Text(one)}: {one.Source} → {one.Target}{(one.Variable == "full" ? "" : $", {one.Variable}")}";

    private static IReadOnlyList<string> Row(OtherMapResult one) =>
    [
        Text(one), $"{one.Source} → {one.Target}", one.Variable, $"{one.Size}", Percent.Of(one.Bounds.Value),
        Percent.Of(new Interval(one.Bounds.Low, one.Bounds.High)), Percent.OrDash(one.HighestNull),
        one.ReachedBy.Count == 0 ? "–" : string.Join(", ", one.ReachedBy),
    ];

    private static string Text(OtherMapResult one) => s_kinds.FirstOrDefault(kind => kind.Kind == one.Kind).Text ?? one.Kind;
}
