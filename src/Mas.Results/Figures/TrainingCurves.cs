using Mas.Results.Comparisons;

namespace Mas.Results.Figures;

/// <summary>Validation trial IIA against the training step: one panel per target network, one colour per source.</summary>
internal static class TrainingCurves
{
    private const double Width = 480, Left = 52, Right = 464, PanelHeight = 132, PanelStep = 196;

    /// <summary>The trial IIA at which training may stop, as method and experiment set it by default.</summary>
    private const double Target = 0.995;

    /// <summary>Sources in one panel from which on only means over seeds are drawn: more lines than that cannot be followed.</summary>
    private const int ManySources = 9;

    /// <summary>Null where training has recorded nothing yet.</summary>
    /// <param name="networks">Names of the run, which give the colours.</param>
    public static Figure? Draw(IEnumerable<MetricRow> metrics, ResultGroup group, IReadOnlyList<string> networks)
    {
        List<MetricRow> rows = [.. metrics.Where(row => row is { Metric: Metrics.TrialIia, Split: Metrics.Validation, Step: not null })];
        if (rows.Count == 0)
            return null;
        ILookup<NamedDirection, MetricRow> byDirection = rows.ToLookup(row => new NamedDirection(row.Source, row.Target));
        SvgCanvas canvas = new();
        List<string> sources = [.. networks.Where(name => rows.Any(row => row.Source == name))];
        double top = Legend.Draw(canvas, 8, 6, Width - 16, Entries(canvas, sources, networks)) + 36;
        int steps = Math.Max(1, rows.Max(row => row.Step!.Value));
        List<string> said = [];
        foreach (string target in networks.Where(name => rows.Any(row => row.Target == name)))
        {
            List<(Curve Curve, int Colour)> curves = [.. sources
                .Select(source => (Curve.Of($"{source}→{target}", byDirection[new(source, target)]), Index(networks, source)))
                .Where(entry => entry.Item1.Seeds.Count > 0)
                .Select(entry => sources.Count < ManySources ? entry : (entry.Item1.WithoutSeeds(), entry.Item2))];
            new CurvePanel(top, PanelHeight, new Axis(0, steps, Left, Right), new Axis(0, 1, top + PanelHeight, top), Axis.Share)
                .Draw(canvas, $"into {SvgCanvas.Fit(target, 300, 13)}", curves, Target);
            said.AddRange(curves.Select(entry => Say(entry.Curve)));
            top += PanelStep;
        }
        canvas.Text(Right, top - PanelStep + PanelHeight + 34, "training step", 12, "end", Paint.Muted);
        return new Figure($"training-{group.Slug}", "Validation trial IIA during training",
            $"{group}. " + (sources.Count < ManySources
                ? "Thin lines are alignment seeds, thick ones their mean" : "Each line is a mean over alignment seeds")
            + $"; the dotted line is the target of {Percent.Of(Target)}. {AlternativeText.List(said)}",
            Width, top - PanelStep + PanelHeight + 44, canvas.Body);
    }

    private static List<LegendEntry> Entries(SvgCanvas canvas, List<string> sources, IReadOnlyList<string> networks) =>
    [
        .. from source in sources
           let colour = Index(networks, source)
           select new LegendEntry($"from {SvgCanvas.Fit(source, 150, 12)}",
               (x, y) => canvas.Line(x - 10, y, x + 10, y, Paint.Series(colour), 2.5, CurvePanel.Dash(colour))),
        new($"target {Percent.Of(Target)}", (x, y) => canvas.Line(x - 10, y, x + 10, y, Paint.Muted, 1, "3 3")),
    ];

    private static int Index(IReadOnlyList<string> networks, string name) => networks.ToList().IndexOf(name);

    private static string Say(Curve curve)
    {
        IReadOnlyList<(int Step, double Value)> mean = curve.Mean();
        return $"{curve.Label}: {Percent.Of(mean[0].Value)} at step {mean[0].Step}, {Percent.Of(mean[^1].Value)} at step {mean[^1].Step}";
    }
}
