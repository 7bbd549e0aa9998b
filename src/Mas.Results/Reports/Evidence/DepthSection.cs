using Mas.Results.Comparisons;
using Mas.Results.Figures;
using Mas.Results.Reports.Html;

namespace Mas.Results.Reports.Evidence;

/// <summary>First-token IIA against depth.</summary>
internal static class DepthSection
{
    public const string Title = "Depth";

    public static EvidenceSection Section { get; } = new([], (run, _) => run.Text is { } text ? Of(DepthPanel.Of(text)) : null);

    /// <summary>Null where fewer than two layers were looked at.</summary>
    public static EvidencePart? Of(IReadOnlyList<DepthPanel> panels) => panels.Count == 0 ? null : new EvidencePart(Title, Shows(panels[0]),
        $"Where `{Metrics.IdentityMap}` falls, the blocks below have moved the two apart; where the alignment stays above it, a turn of "
            + "the coordinates makes up for that. Near the last block an exchange is a dictionary of answers: to carry over there takes no "
            + "common way of getting to them.")
    {
        Figure = DepthPlot.Draw(panels),
        Numbers = new NumberTable("Every layer in numbers", ["Where", .. Names(panels)], [.. panels.SelectMany(panel => Layers(panel)
            .Select(layer => (string[])[$"{panel.Title}, layer {layer}", .. Names(panels).Select(name => Text(panel, name, layer))]))]),
    };

    private static string Shows(DepthPanel panel)
    {
        (string Name, DepthPoint First, DepthPoint Last)[] lines =
            [.. panel.Lines.Select(line => (line.Name, line.Points[0], line.Points[^1]))];
        string[] ways = [.. lines.Select(line =>
            $"{Said(line.Name)} goes from {Percent.Of(line.First.Value)} to {Percent.Of(line.Last.Value)}")];
        return $"{Listed.Capital(panel.Title)}, from layer {lines[0].First.Layer} to layer {lines[0].Last.Layer}: {Listed.Of(ways)}.";
    }

    private static string Said(string name) => name == DepthPanel.Alignment ? "the alignment" : $"`{name}`";

    private static string[] Names(IReadOnlyList<DepthPanel> panels) =>
        [.. panels.SelectMany(panel => panel.Lines).Select(line => line.Name).Distinct()];

    private static int[] Layers(DepthPanel panel) =>
        [.. panel.Lines.SelectMany(line => line.Points).Select(point => point.Layer).Distinct().Order()];

    private static string Text(DepthPanel panel, string name, int layer) =>
        panel.Lines.FirstOrDefault(line => line.Name == name)?.Points.FirstOrDefault(point => point.Layer == layer) is { } point
            ? $"{Percent.Of(point.Value)} ({Percent.Span(new Interval(point.Low, point.High))})" : "–";
}
