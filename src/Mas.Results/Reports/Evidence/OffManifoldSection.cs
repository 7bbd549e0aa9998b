using Mas.Results.Figures;
using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Evidence;

/// <summary>How far swaps drive a network from the states that it visits by itself.</summary>
internal static class OffManifoldSection
{
    public const string Title = "Off-manifold gauge";

    public static EvidenceSection Section { get; } = new(
        [WantedEvidence.Results("off-manifold gauge", "off-manifold", evidence => evidence.OffManifold.Count)],
        (_, evidence) => Of(evidence.OffManifold),
        (evidence, order) => evidence with
        {
            OffManifold = [.. order.Of(evidence.OffManifold, one => (one.Method, one.Variable, one.Size, one.Source, one.Target))],
        });

    /// <summary>As many times the distance of two natural samples still counts as near, in runs that have not recorded what chance
    /// reaches.</summary>
    private const double Near = 2;

    // A straight axis shows no more than that of the small beside the large, and a logarithmic one nothing below.
    private const double WideSpan = 20, Smallest = 0.01;

    private const int MostRows = 16;

    public static EvidencePart? Of(IReadOnlyList<OffManifoldResult> results) =>
        results.Count == 0 ? null : new EvidencePart(Title, Shows(results),
        "A circle beside its square means that swapped activity looks like natural activity; far to its right, the target was driven into "
            + "states that it does not visit by itself, and what it does there need not be what it does by nature.")
        {
            Figure = Draw(results),
            Conditions = $"Energy distance between {Samples(results)} intervened and as many natural latents, each unit scaled by the "
            + "natural ones; 0 means the same distribution, and a small negative number is sampling noise. Null space: the part of the "
            + "activity that the target's behaviour does not depend on, in the same scale; working space: the rest.",
            Numbers = new NumberTable("All distances in numbers",
            ["Method, size and direction", "Variable", "Distance", "By alignment seed", "Natural against natural", "In null space",
                "In working space", "Samples"],
            [.. results.Select(one => (string[])[Label(one), one.Variable, Number(one.Distance),
                string.Join(", ", one.Seeds.Select(Number)), Number(one.Natural), Part(one.NullSpace), Part(one.WorkingSpace),
                $"{one.Samples}"])]),
        };

    /// <summary>Whether the swaps leave the targets near to natural states.</summary>
    public static string Shows(IReadOnlyList<OffManifoldResult> results)
    {
        OffManifoldResult furthest = Furthest(results);
        OffManifoldResult[] far = [.. results.Where(IsFar)];
        string numbers = $"{Number(furthest.Distance)}{Mark(furthest)} against {Number(furthest.Natural)}",
            place = $"{MethodName.Of(furthest.Method)} {MethodName.Place(furthest.Source, furthest.Target)}, size {furthest.Size}";
        string least = far.Length < 2 ? "" : $"; at least {Number(far.Min(one => one.Distance))}";
        return far.Length == 0
            ? $"Swaps leave the targets near to states that they visit by themselves: at worst the distance is {numbers} between natural "
                + $"samples, {place}."
            : $"In {far.Length} of {Listed.Count(results.Count, "direction")} swaps drive the target clearly further from natural states "
                + $"than two natural samples are from one another (at worst {numbers}, {place}{least}).{Where(far)}";
    }

    /// <summary>Whether what is far from natural states lies where the target's behaviour depends on it; nothing where that was not
    /// measured.</summary>
    public static string Where(IReadOnlyList<OffManifoldResult> far)
    {
        GaugedPart[] working = [.. far.Select(one => one.WorkingSpace).OfType<GaugedPart>()];
        if (working.Length == 0)
            return "";
        GaugedPart most = working.MaxBy(part => part.Distance - part.NaturalHigh)!;
        string numbers = $"{Number(most.Distance)} there against {Number(most.Natural)} between natural samples";
        return most.IsFar
            ? $" In {working.Count(part => part.IsFar)} of these the target's behaviour depends on what was displaced: at worst {numbers}."
            : $" The displacement lies in activity that the target's behaviour does not depend on: in the rest it is at worst {numbers}.";
    }

    /// <summary>The direction whose swaps lead furthest from natural states.</summary>
    public static OffManifoldResult Furthest(IReadOnlyList<OffManifoldResult> results) => results.MaxBy(one => one.Distance - Noise(one))!;

    public static bool IsFar(OffManifoldResult one) => one.Distance > Noise(one);

    // Two natural samples lie apart by sampling noise alone, on either side of 0.
    private static double Noise(OffManifoldResult one) => one.NaturalHigh ?? Near * Math.Abs(one.Natural);

    private static Figure Draw(IReadOnlyList<OffManifoldResult> results)
    {
        HashSet<OffManifoldResult> furthest = [.. results.OrderByDescending(one => one.Distance).Take(MostRows)];
        string title = furthest.Count == results.Count ? "Distance of intervened from natural activity"
            : $"Distance of intervened from natural activity: the {MostRows} of {results.Count} that lie furthest";
        double[] values = [.. results.SelectMany(one => one.Seeds.Append(one.Distance).Append(one.Natural)).Where(value => value > 0)];
        double largest = values.DefaultIfEmpty(0).Max(),
            low = Math.Max(Smallest, Math.Pow(10, Math.Floor(Math.Log10(values.DefaultIfEmpty(1).Min()))));
        bool isWide = largest > WideSpan * low && largest > WideSpan * values.Min();
        return new RowPlot("off-manifold", title, ["intervened against natural (line: range over seeds)", "natural against natural"],
            [.. results.Where(furthest.Contains)
                .Select(one => new PlotRow(Label(one), [new PlotMark(0, one.Distance, Range(one)), new PlotMark(1, one.Natural)]))])
        {
            High = isWide ? largest * 1.1 : RowPlot.RoundHigh(values),
            LogarithmicFrom = isWide ? low : null,
            Note = isWide ? $"Logarithmic axis; {Number(low)} or less stands at its left end." : null,
            IntervalText = null,
            TickText = Number,
            NumberText = Number,
            Lead = "Energy distances; in brackets the smallest and largest of the seeds.",
        }.Draw();
    }

    private static Interval? Range(OffManifoldResult one) => one.Seeds.Count < 2 ? null : new Interval(one.Seeds.Min(), one.Seeds.Max());

    private static string Mark(OffManifoldResult one) => one.Seeds.Count < AccuracyInterval.SeedsForVariance ? IntervalMark.Sign : "";

    private static string Label(OffManifoldResult one) => MethodName.Row(one.Method, one.Size, one.Variable, one.Source, one.Target);

    private static string Part(GaugedPart? part) =>
        part is null ? "–" : $"{Number(part.Distance)} (natural {Number(part.Natural)}; {Listed.Count(part.Dimensions, "dimension")})";

    private static string Samples(IReadOnlyList<OffManifoldResult> results) =>
        Listed.Of([.. results.Select(one => one.Samples).Distinct().Order().Select(samples => $"{samples}")]);

    // Three digits that count; of small numbers as many as tell them from 0.
    public static string Number(double value) =>
        value.ToString(Math.Abs(value) switch { >= 100 => "0", >= 10 => "0.#", >= 1 => "0.##", _ => "0.###" }, CultureInfo.InvariantCulture)
            .Replace('-', '−');
}
