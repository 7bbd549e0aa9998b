namespace Mas.Results.Figures;

/// <summary>Share of interventions that came out right, by the position that was overwritten.</summary>
internal static class PositionPlot
{
    private const double Width = 412, Left = 48, Right = 404, Top = 40, Height = 150, Gap = 3, ClosestLabels = 34;

    public static Figure Draw(PositionOutcomes outcomes, int number)
    {
        SvgCanvas canvas = new();
        Axis y = new(0, 1, Top + Height, Top);
        y.Grid(canvas, Left, Right, Axis.Share);
        double step = (Right - Left) / Math.Max(1, outcomes.Positions.Count);
        int every = Math.Max(1, (int)Math.Ceiling(ClosestLabels / step));
        for (int i = 0; i < outcomes.Positions.Count; i++)
        {
            if (outcomes.All[i] > 0)
                Bar(canvas, outcomes, i, y, Left + (i * step), Math.Max(1, Math.Min(step - Gap, 40)));
            if (i % every == 0)
                canvas.Text(Left + ((i + 0.5) * step), y.Start + 16, outcomes.Positions[i], 11, "middle", Paint.Muted);
        }
        canvas.Line(Left, y.Start, Right, y.Start, Paint.Muted);
        canvas.Text(Left, 22, "interventions right", 12, fill: Paint.Muted);
        canvas.Text(Right, y.Start + 34, "position in the target's sequence", 12, "end", Paint.Muted);
        return new Figure($"positions-{number}", $"Where it comes out right, by position: {outcomes.Direction}", Say(outcomes), Width,
            y.Start + 44, canvas.Body);
    }

    private static void Bar(SvgCanvas canvas, PositionOutcomes outcomes, int at, Axis y, double x, double width)
    {
        double share = outcomes.Right[at] / (double)outcomes.All[at];
        canvas.Titled($"position {outcomes.Positions[at]}: {outcomes.Right[at]} of {outcomes.All[at]} right", () =>
        {
            canvas.Rect(x + (Gap / 2), y.At(1), width, y.Start - y.At(1), Paint.Line);
            canvas.Rect(x + (Gap / 2), y.At(share), width, y.Start - y.At(share), Paint.Series(0));
        });
    }

    private static string Say(PositionOutcomes outcomes) => $"{outcomes.Direction}, by the target's position: "
        + AlternativeText.List([.. outcomes.Positions.Select((position, i) => $"{position}: {outcomes.Right[i]} of {outcomes.All[i]}")]);
}
