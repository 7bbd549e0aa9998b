using Mas.Results.Comparisons;
using Mas.Results.Figures;
using Mas.Results.Reports.Html;
using Mas.Results.Verdicts;

namespace Mas.Results.Reports.Evidence;

/// <summary>How far the exchange carries in each direction, beside its floors and ceilings.</summary>
internal static class FirstTokensSection
{
    public const string Title = "Exchange of first tokens";

    private const int LongestOpen = 16, MostRows = 16;

    public static EvidenceSection Section { get; } =
        new([], (run, _) => run.Text is { Directions.Count: > 0 } text ? Of(text, run.Verdict?.Same ?? Verdict.DefaultSame) : null);

    public static EvidencePart Of(TextRecord text, double same)
    {
        TextDirection[] ordered = [.. GroupedTexts.Of(text).SelectMany(one => one.Directions).Union(text.Directions)];
        bool namesCase = text.Cases().Count > 1;
        return new EvidencePart(Title, Shows(ordered, same),
            "A mark is the share of positions at which the target goes on as the source would have, after everything up to there was "
                + $"exchanged. The dashed line is what it says without any exchange. `{Metrics.IdentityMap}` is the same exchange "
                + "without a map, the natural rival where networks share a base. Near the last block an exchange is a dictionary of "
                + "answers.")
        {
            Figure = Draw(text),
            Conditions = Rests(ordered),
            Terms = html => Controls(html, ordered),
            Numbers = new NumberTable("Every direction in numbers", [.. s_columns.Select(column => column.Head)],
                [.. ordered.Select(one => s_columns.Select(column => column.Text(one, namesCase)).ToArray())])
            { IsOpen = ordered.Length <= LongestOpen },
        };
    }

    private static readonly (string Head, Func<TextDirection, bool, string> Text)[] s_columns =
    [
        ("Direction", Name),
        ("First-token IIA", (one, _) => WithSpan(one.FirstTokenIia, one.Interval)),
        ("Corrected, one-sided 5 % bounds", (one, _) => one.Corrected is not { } found ? "–"
            : WithSpan(found.Value, new Interval(found.Low, found.High))),
        .. new[] { Metrics.NoSwap, Metrics.RandomOrthogonal, Metrics.Shuffled, Metrics.InputOnly }.Select(name => (name, Share(name))),
        (Metrics.IdentityMap, Share(Metrics.IdentityMap)),
        ("Beyond identity-map, points", (one, _) => one.Control(Metrics.IdentityMap) is not { } map ? "–"
            : Percent.Points(map.Difference) + (map.DifferenceInterval is null ? "" : $" ({Percent.Points(map.DifferenceInterval)})")),
        (Metrics.FullExchange, Share(Metrics.FullExchange)),
        ("Same prediction on one context", (one, _) => Percent.OrDash(one.Agreement)),
        ("Each seed", (one, _) => one.BySeed.Count < 2 ? "–" : string.Join(", ", one.BySeed.Select(Percent.Number))),
        ("Later tokens too", (one, _) => Percent.OrDash(one.TokenIia)),
        ("Later tokens too, no-swap", (one, _) => Percent.OrDash(one.TokenNoSwap)),
    ];

    /// <summary>The weakest direction within and between networks, and what comes without a map.</summary>
    public static string Shows(IReadOnlyList<TextDirection> directions, double same)
    {
        TextDirection[] judged = TextVerdict.Judged(directions) is { Length: > 0 } found ? found : [.. directions];
        TextDirection[] between = [.. judged.Where(one => !one.IsWithin)], within = [.. judged.Where(one => one.IsWithin)];
        if (between.Length == 0)
            return $"Within {(within.Length == 1 ? within[0].Source : "the networks")} first-token IIA is {Range(within)}.";
        int reaching = between.Count(one => one.Corrected?.Low >= same);
        string beside = within.Length == 0 ? "" : $", and {Range(within)} within a network";
        return $"Between networks first-token IIA is {Range(between)}{beside}. Corrected for what the target says anyway, {reaching} of "
            + $"{Listed.Count(between.Length, "direction")} between networks surely {(reaching == 1 ? "reaches" : "reach")} "
            + $"{Percent.Threshold(same)}.";
    }

    private static string Range(IReadOnlyList<TextDirection> directions)
    {
        double low = directions.Min(one => one.FirstTokenIia), high = directions.Max(one => one.FirstTokenIia);
        return low == high ? Percent.Of(low) : $"{Percent.Number(low)} to {Percent.Of(high)}";
    }

    private static string Rests(IReadOnlyList<TextDirection> directions)
    {
        int seeds = directions.Max(one => one.Seeds.Count);
        return $"Each direction rests on {directions.Min(one => one.Pairs)} pairs of texts or more, out of at least "
            + $"{directions.Min(one => Math.Min(one.SourceTexts, one.TargetTexts))} texts on each side. Predictions of one row are not "
            + "independent, and texts recur: intervals and bounds come from a bootstrap over source texts and target texts. "
            + (seeds == 1 ? "One alignment was trained." : $"Of {seeds} alignment seeds the one that is best on validation is shown.");
    }

    // The site, method and size that come first; the others stand in the table, in their matrices and in the curve over depth.
    private static Figure Draw(TextRecord text)
    {
        IReadOnlyList<TextDirection> directions = GroupedTexts.Of(text) is [var first, ..] ? first.Directions : [.. text.Cases()[0]];
        TextDirection[] shown = [.. directions.Count <= MostRows ? directions.OrderBy(one => one.IsWithin)
            : directions.OrderBy(one => one.FirstTokenIia).Take(MostRows)];
        string title = $"First-token IIA by direction: {TextCase.Of(shown[0])}"
            + (shown.Length == directions.Count ? "" : $", the {MostRows} lowest of {directions.Count}");
        bool hasMap = shown.Any(one => one.Control(Metrics.IdentityMap) is not null);
        return new RowPlot("first-tokens", title, hasMap ? ["alignment", Metrics.IdentityMap] : ["alignment"], [.. shown.Select(one =>
            new PlotRow(Name(one, namesCase: false), [.. Marks(one)], one.Control(Metrics.NoSwap)?.FirstTokenIia))])
        { Lead = "First-token IIA with 95 % intervals over texts." }.Draw();
    }

    private static IEnumerable<PlotMark> Marks(TextDirection direction)
    {
        yield return new PlotMark(0, direction.FirstTokenIia, direction.Interval);
        if (direction.Control(Metrics.IdentityMap) is { } map)
            yield return new PlotMark(1, map.FirstTokenIia, map.Interval);
    }

    private static void Controls(HtmlWriter html, IReadOnlyList<TextDirection> directions) => ControlTexts.WriteOf(html,
        [.. directions.SelectMany(one => one.Controls).Select(control => control.Name)]);

    private static string Name(TextDirection direction, bool namesCase) => $"{direction.Source} → {direction.Target}"
        + (direction.Trained ? "" : " (never trained)") + (namesCase ? $", {TextCase.Of(direction)}" : "");

    private static Func<TextDirection, bool, string> Share(string name) => (one, _) => one.Control(name) is not { } control ? "–"
        : Percent.Of(control.FirstTokenIia) + (control.Reaches == true ? " (reaches)" : "");

    private static string WithSpan(double value, Interval? interval) =>
        Percent.Of(value) + (interval is null ? "" : $" ({Percent.Span(interval)})");
}
