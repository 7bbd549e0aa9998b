using Mas.Results.Figures;
using Mas.Results.Reports.Html;
using Mas.Results.Verdicts;

namespace Mas.Results.Reports.Evidence;

/// <summary>How many dimensions are enough, for each method.</summary>
internal static class SmallestSubspaceSection
{
    public const string Title = "Smallest subspace";

    public static EvidenceSection Section { get; } = new(
        [WantedEvidence.Results("smallest subspace", "smallest-subspace", evidence => evidence.SmallestSubspace.Count)],
        (run, evidence) => Of(evidence.SmallestSubspace, Verdict.Thresholds(run).Different),
        (evidence, order) => evidence with
        {
            SmallestSubspace = [.. order.ThenBy(ResultOrder.OfMethods(evidence.SmallestSubspace, one => one.Method), one => one.Alone)
                .Select(curve => curve with { Points = [.. curve.Points.OrderBy(point => point.Size)] })],
        });

    public static EvidencePart? Of(IReadOnlyList<SubspaceCurve> curves, double different)
    {
        curves = [.. curves.Where(curve => curve.Points.Count > 0)];
        return curves.Count == 0 ? null : new EvidencePart(Title, Shows(curves, different),
            "Each line climbs with the number of dimensions that are swapped; k* is the smallest number whose worst direction comes "
                + $"within {Percent.Number(curves[0].Tolerance)} points of the best, and the bars below show which numbers the intervals "
                + "leave open.")
        {
            Figure = SubspacePlot.Draw(curves),
            Designs = [.. curves.SelectMany(curve => curve.Points).Select(point => point.Worst.IntervalDesign)],
            Numbers = new NumberTable("All sizes in numbers",
                ["Method and size", "Worst direction", "Its trial IIA", "95 % interval", "Mean trial IIA"],
                [.. curves.SelectMany(curve => curve.Points.Select(point => Row(curve, point)))]),
        };
    }

    /// <summary>How many dimensions are enough between the networks, beside each by itself and beside stitching.</summary>
    public static string Shows(IReadOnlyList<SubspaceCurve> curves, double different)
    {
        SubspaceCurve? mas = curves.FirstOrDefault(curve => curve is { Method: Verdict.Method, Alone: null });
        List<SubspaceCurve> alone = [.. curves.Where(curve => curve.Alone is not null)];
        SubspaceCurve? stitching = curves.FirstOrDefault(curve => curve is { Method: MethodName.Stitching, Alone: null });
        if (mas is null)
            return string.Join("; ", curves.Select(curve => $"{SubspacePlot.Name(curve)} needs {Dimensions(curve)}"))
                + $".{Caution(curves[0], different)}";
        string beside = alone.Count > 0 ? $"; {Beside(mas, alone)}" : "",
            stitched = stitching is null ? "" : $"; {Stitched(mas, stitching)}";
        return $"Swaps in all directions (MAS) need {Dimensions(mas)}{beside}{stitched}.{Caution(mas, different)}";
    }

    /// <summary><c>8 dimensions (4–16)</c>.</summary>
    public static string Dimensions(SubspaceCurve curve) => $"{Listed.Count(curve.Smallest, "dimension")}{curve.SmallestRange.Text}";

    private static string Beside(SubspaceCurve mas, IReadOnlyList<SubspaceCurve> alone)
    {
        int low = alone.Min(curve => curve.Smallest), high = alone.Max(curve => curve.Smallest);
        string each = alone.Count == 1 ? $"{alone[0].Alone} by itself needs {Dimensions(alone[0])}"
            : $"each network by itself needs {(low == high ? $"{low}" : $"{low} to {high}")}";
        if (mas.SmallestRange.Low > alone.Max(curve => curve.SmallestRange.High))
            return $"{each}, so carrying activity between networks takes more than using it in one";
        return mas.SmallestRange.High < alone.Min(curve => curve.SmallestRange.Low)
            ? $"{each}, so the networks share less than what each uses"
            : $"{each}, not distinguishable from {mas.Smallest}";
    }

    /// <summary>What one direction by itself takes.</summary>
    public static string Stitched(SubspaceCurve mas, SubspaceCurve stitching) =>
        stitching.SmallestRange.High < mas.SmallestRange.Low
            ? $"one direction by itself gets by with {Dimensions(stitching)} under stitching, which need not stand being swapped back"
        : stitching.SmallestRange.Low > mas.SmallestRange.High
        ? $"one direction by itself needs more under stitching, {Dimensions(stitching)}"
        : $"one direction by itself needs {Dimensions(stitching)} under stitching, not clearly another number";

    private static string Caution(SubspaceCurve curve, double different)
    {
        double best = curve.Points.Max(point => point.Worst.Mean);
        return best < different ? $" Even the best size reaches only {Percent.Of(best)}, so this number says little."
            : curve.Points.Count > 1 && curve.Smallest == curve.Points[^1].Size
                ? " That is the largest size that was tried, so more might be better still." : "";
    }

    private static IReadOnlyList<string> Row(SubspaceCurve curve, SubspacePoint point) =>
    [
        $"{SubspacePlot.Name(curve)}, size {point.Size}", $"{point.WorstDirection.Source} → {point.WorstDirection.Target}",
        Percent.Of(point.Worst.Mean), Percent.Of(point.Worst.Interval) + IntervalMark.Of(point.Worst.IntervalDesign),
        Percent.Of(point.MeanTrialIia),
    ];
}
