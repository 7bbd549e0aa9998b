namespace Mas.Results.Reports;

/// <summary>Directions between language models on a terminal: all where they are few, else the weakest of each site, method and
/// size.</summary>
internal static class TextSummary
{
    // The directions of four networks, and as many lines leave the verdict on the same screen.
    private const int MostRows = 16;

    private static readonly string[] s_header =
        ["", "site", "method", "size", "first-token IIA", "95 % interval", Metrics.NoSwap, Metrics.IdentityMap];

    private static readonly bool[] s_right = [false, false, false, true, true, true, true, true];

    public static string Table(TextRecord text)
    {
        if (text.Directions.Count <= MostRows)
            return Summary.Aligned([Header("direction"), .. text.Directions.Select(Row)], s_right);
        TextDirection[] weakest = [.. text.Cases().Select(one => one.Where(direction => !direction.IsWithin).DefaultIfEmpty(one.First())
            .MinBy(direction => direction.FirstTokenIia)!)];
        string all = $"all {text.Directions.Count} directions are in the report\n";
        return Summary.Aligned([Header("weakest direction between"), .. weakest.Take(MostRows).Select(Row)], s_right)
            + (weakest.Length <= MostRows ? all
                : $"… and {weakest.Length - MostRows} more of {weakest.Length} sites, methods and sizes; {all}");
    }

    private static string[] Header(string first) => [first, .. s_header.Skip(1)];

    private static string[] Row(TextDirection direction) =>
    [
        Printable.Of($"{new NamedDirection(direction.Source, direction.Target)}{(direction.Trained ? "" : " (not trained)")}"),
        Printable.Of(direction.Site), Printable.Of(direction.Method), $"{direction.Size}",
        Summary.Plain(Percent.Of(direction.FirstTokenIia)),
        direction.Interval is { } interval ? Summary.Plain(Percent.Of(interval)) : "–",
        Summary.Plain(Percent.OrDash(direction.Control(Metrics.NoSwap)?.FirstTokenIia)),
        Summary.Plain(Percent.OrDash(direction.Control(Metrics.IdentityMap)?.FirstTokenIia)),
    ];
}
