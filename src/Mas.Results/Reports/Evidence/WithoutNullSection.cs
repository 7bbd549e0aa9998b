using Mas.Results.Figures;
using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Evidence;

/// <summary>Alignments that were trained on sources whose null part is another sample's.</summary>
internal static class WithoutNullSection
{
    public const string Title = "Without what the source does not use";

    public static EvidenceSection Section { get; } = new([], (_, evidence) => Of(evidence.WithoutNull), (evidence, order) => evidence with
    {
        WithoutNull = [.. order.ThenBy(order.OfNetworks(evidence.WithoutNull, one => one.First), one => one.Second)
            .Select(one => one with { Directions = Sorted(one.Directions, order) })],
    });

    public static EvidencePart? Of(IReadOnlyList<WithoutNullResult> results)
    {
        DirectionResult[] shown = [.. results.SelectMany(result => result.Directions).Where(one => one.Chosen is not null)];
        return shown.Length == 0 ? null : new EvidencePart(Title, Shows(shown),
            "That an alignment reads activity which the source makes no use of is no proof that it has to. A dot shows what another "
                + "alignment reaches, which was trained on sources whose null part comes from another sample; the second dot is its test "
                + "on such sources.")
        {
            Figure = new RowPlot("without-null", "An alignment that cannot live on what its source does not use",
                ["as it is", "null part exchanged"], [.. shown.Select(one => new PlotRow(Label(one), Marks(one)))])
            { Lead = "Chance-corrected trial IIA with one-sided 5 % bounds.", IntervalText = "one-sided 5 % bounds" }.Draw(),
            Conditions = "Values are of the alignment that is best on validation, on the same test interventions as the first alignment.",
            Numbers = new NumberTable("All directions in numbers",
                ["Direction", "Variable", "Size", "Corrected", "Bounds", "New pairs of values, at least", "Null part exchanged, at least"],
                [.. shown.Select(Row)]),
        };
    }

    private static IReadOnlyList<DirectionResult> Sorted(IReadOnlyList<DirectionResult> directions, ResultOrder order) =>
    [
        .. order.ThenBy(order.ThenBy(
            directions.OrderBy(one => one.Variable, StringComparer.Ordinal), one => one.Source), one => one.Target),
    ];

    private static string Shows(IReadOnlyList<DirectionResult> results)
    {
        double[] without = [.. results.Select(Exchanged).OfType<BoundedIia>().Select(one => one.Low)];
        return $"An alignment of its own reaches at least {Percent.Of(results.Min(one => one.Chosen!.Low))} in every direction"
            + (without.Length == 0 ? "." : $", and at least {Percent.Of(without.Min())} with the source's null part exchanged.")
            + Nulls(results);
    }

    private static string Nulls(IReadOnlyList<DirectionResult> results)
    {
        (DirectionResult Direction, ControlResult Control)[] nulls = [.. from direction in results
            from control in direction.Controls
            where ControlKind.IsNull(control.Name) && control.Chosen is not null
            select (direction, control)];
        if (nulls.Length == 0)
            return "";
        (DirectionResult place, ControlResult highest) = nulls.MaxBy(one => one.Control.Chosen!.TrialIia);
        return $" {(nulls.Any(one => one.Control.Chosen!.Reaches == true) ? "A" : "No")} null control reaches it; the highest is "
            + $"`{highest.Name}` with {Percent.Of(highest.Chosen!.TrialIia)} trial IIA {MethodName.Place(place.Source, place.Target)}.";
    }

    private static IReadOnlyList<PlotMark> Marks(DirectionResult one) =>
    [
        Mark(0, one.Chosen!), .. Exchanged(one) is { } exchanged ? [Mark(1, exchanged)] : Array.Empty<PlotMark>(),
    ];

    private static PlotMark Mark(int series, BoundedIia found) => new(series, found.Value, new Interval(found.Low, found.High));

    private static BoundedIia? Exchanged(DirectionResult one) =>
        one.Controls.FirstOrDefault(control => control.Name == Metrics.NullExchanged)?.Chosen;

    private static string Label(DirectionResult one) => $"{one.Source} → {one.Target}{(one.Variable == "full" ? "" : $", {one.Variable}")}";

    private static IReadOnlyList<string> Row(DirectionResult one) =>
    [
        $"{one.Source} → {one.Target}", one.Variable, $"{one.Size}", Percent.Of(one.Chosen!.Value),
        Percent.Of(new Interval(one.Chosen.Low, one.Chosen.High)), one.ChosenNewPairs is { } pairs ? Percent.Of(pairs.Low) : "–",
        Exchanged(one) is { } exchanged ? Percent.Of(exchanged.Low) : "–",
    ];
}
