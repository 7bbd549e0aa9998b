using Mas.Results.Figures;

namespace Mas.Results.Plans;

/// <summary>Every measure along one list, side by side: a line for each network with the band of its 95 % interval.</summary>
internal static class PlanFigure
{
    private const double Left = 44, PanelWidth = 198, Gap = 34, Height = 190, Right = 14, LegendTop = 6;

    private static double Width => Left + (PlanMeasure.Drawn.Count * (PanelWidth + Gap)) - Gap + Right;

    public static Figure Draw(PlanRecord plan, PlanKey varied)
    {
        PlanCurve[] curves = [.. PlanMeasure.Drawn.Select(measure =>
            plan.Curves.First(curve => curve.Varied == varied && curve.Measure == measure.Word))];
        SvgCanvas canvas = new();
        double top = Legend.Draw(canvas, 8, LegendTop, Width - 16, Entries(canvas, plan)) + 36;
        Axis y = new(Lowest(curves), 1, top + Height, top);
        for (int panel = 0; panel < curves.Length; panel++)
        {
            double left = Left + (panel * (PanelWidth + Gap));
            var drawn = new PlanPanel(canvas, varied, plan.Lists.Of(varied), left, left + PanelWidth, y);
            drawn.Draw(PlanMeasure.Drawn[panel].Name, curves[panel]);
        }
        canvas.Text(Width - Right, top + Height + 38, PlanWords.Name(varied), 12, "end", Paint.Muted);
        string title = $"What recordings show, by {PlanWords.Name(varied)}{PlanWords.Held(plan.Lists, varied)}";
        return new Figure($"plan-{varied.Word()}", title, AlternativeText.List([.. curves.SelectMany(Say)]), Width, top + Height + 46,
            canvas.Body);
    }

    private static List<LegendEntry> Entries(SvgCanvas canvas, PlanRecord plan) =>
    [
        .. plan.Networks.Skip(1).Select((network, series) =>
            LegendEntry.Line(canvas, SvgCanvas.Fit($"{network.Name} ({network.Role})", 260, 12), series)),
        .. plan.DrawSeeds.Count < 2 ? (LegendEntry[])[]
            : [new("95 % interval over draws", (x, y) => canvas.Polygon(PlanPanel.Box(x, y), Paint.Ink, opacity: PlanPanel.BandOpacity))],
    ];

    // Debiased measures may be negative.
    private static double Lowest(IReadOnlyList<PlanCurve> curves)
    {
        double least = curves.SelectMany(curve => curve.Points).SelectMany(point => point.Networks)
            .Select(network => network.Low ?? network.Mean).DefaultIfEmpty(0).Min();
        return least >= 0 ? 0 : Math.Floor(least * 5) / 5;
    }

    private static IEnumerable<string> Say(PlanCurve curve) => curve.Points.Select(point =>
        $"{PlanMeasure.All.First(measure => measure.Word == curve.Measure).Name} at {PlanWords.Value(curve.Varied, point.Value)}: "
        + string.Join(", ", point.Networks.Select(network => $"{network.Network} {PlanWords.Measured(network)}")));
}
