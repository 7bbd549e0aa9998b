using Mas.Results.Verdicts;

namespace Mas.Results.Comparisons;

/// <summary>One figure at one layer, with its band.</summary>
internal sealed record DepthPoint(int Layer, double Value, double Low, double High);

/// <summary>One figure against depth, layers rising.</summary>
internal sealed record DepthLine(string Name, IReadOnlyList<DepthPoint> Points);

/// <summary>First-token IIA against depth in one direction, or over all directions of one kind.</summary>
/// <param name="Directions">How many it is a mean over: with one the band is its interval over texts, with several it reaches from the
/// lowest to the highest of them.</param>
internal sealed record DepthPanel(string Title, int Directions, IReadOnlyList<DepthLine> Lines)
{
    private const int MostSingle = 4; // the directions of two networks

    public const string Alignment = "alignment";

    private static readonly (string Name, Func<TextDirection, (double Value, Interval? Interval)?> Of)[] s_lines =
    [
        (Alignment, one => (one.FirstTokenIia, one.Interval)),
        (Metrics.IdentityMap, one => Control(one, Metrics.IdentityMap)),
        (Metrics.NoSwap, one => Control(one, Metrics.NoSwap)),
    ];

    /// <summary>Of the judged method at its largest size; none unless two layers or more were looked at.</summary>
    public static IReadOnlyList<DepthPanel> Of(TextRecord text)
    {
        TextDirection[] judged = TextVerdict.Judged(text.Directions);
        int size = judged.Select(one => one.Size).DefaultIfEmpty(0).Max();
        TextDirection[] shown = [.. judged.Where(one => one.Size == size && TextCase.Of(one).Layer is not null)];
        if (shown.Select(Layer).Distinct().Count() < 2)
            return [];
        return [.. Kinds(shown).Where(kind => kind.Directions.Length > 0).Select(kind => new DepthPanel(kind.Title,
            kind.Directions.Select(one => (one.Source, one.Target)).Distinct().Count(),
            [.. s_lines.Select(line => new DepthLine(line.Name, Points(kind.Directions, line.Of))).Where(line => line.Points.Count > 0)]))];
    }

    private static IEnumerable<(string Title, TextDirection[] Directions)> Kinds(TextDirection[] shown)
    {
        NamedDirection[] named = [.. shown.Select(one => new NamedDirection(one.Source, one.Target)).Distinct()];
        if (named.Length <= MostSingle)
            return named.OrderBy(one => one.IsWithin).Select(one => (MethodName.Place(one.Source, one.Target),
                shown.Where(direction => (direction.Source, direction.Target) == (one.Source, one.Target)).ToArray()));
        TextDirection[] within = [.. shown.Where(one => one.IsWithin)], between = [.. shown.Where(one => !one.IsWithin)];
        return between.Any(one => one.IsOfOneGroup is not null)
            ? [("between networks of one group", [.. between.Where(one => one.IsOfOneGroup == true)]),
                ("between networks of different groups", [.. between.Where(one => one.IsOfOneGroup == false)]),
                ("within one network", within)]
            : [("between networks", between), ("within one network", within)];
    }

    private static DepthPoint[] Points(TextDirection[] directions, Func<TextDirection, (double Value, Interval? Interval)?> of) =>
        [.. directions.GroupBy(Layer).OrderBy(layer => layer.Key).Select(layer => Point(layer.Key, [.. layer.Select(of).OfType<
            (double Value, Interval? Interval)>()])).OfType<DepthPoint>()];

    private static DepthPoint? Point(int layer, (double Value, Interval? Interval)[] found) => found.Length switch
    {
        0 => null,
        1 => new(layer, found[0].Value, found[0].Interval?.Low ?? found[0].Value, found[0].Interval?.High ?? found[0].Value),
        _ => new(layer, found.Average(one => one.Value), found.Min(one => one.Value), found.Max(one => one.Value)),
    };

    private static int Layer(TextDirection direction) => TextCase.Of(direction).Layer!.Value;

    private static (double, Interval?)? Control(TextDirection direction, string name) =>
        direction.Control(name) is { } control ? (control.FirstTokenIia, control.Interval) : null;
}
