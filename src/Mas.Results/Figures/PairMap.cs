namespace Mas.Results.Figures;

/// <summary>Share of interventions that came out right, by the value that was read and the value that was there.</summary>
internal static class PairMap
{
    private const double Left = 64, Top = 58, Widest = 396, Gap = 1.5, LargestCell = 56, RoomForNumber = 34;

    // Labels closer than this run into one another.
    private const double ClosestLabels = 22;

    public static Figure Draw(PairOutcomes outcomes, int number)
    {
        (int rows, int columns) = (outcomes.SourceValues.Count, outcomes.TargetValues.Count);
        double cell = Math.Min(LargestCell, (Widest - Left) / Math.Max(columns, 1));
        SvgCanvas canvas = new();
        canvas.Text(Left, 18, $"{SvgCanvas.Fit(outcomes.Value, 150, 12)} in {SvgCanvas.Fit(outcomes.Direction.Target, 110, 12)} before →",
            12, fill: Paint.Muted);
        canvas.Text(4, 36, $"read from {SvgCanvas.Fit(outcomes.Direction.Source, 150, 12)} ↓", 12, fill: Paint.Muted);
        Labels(canvas, outcomes, cell);
        for (int row = 0; row < rows; row++)
            for (int column = 0; column < columns; column++)
                Cell(canvas, outcomes, row, column, cell);
        double bottom = Top + (rows * cell);
        HeatMap.Scale(canvas, bottom + 14, "0 %", "100 % right");
        canvas.Rect(206, bottom + 14, 12, 12, "none", Paint.Line);
        canvas.Text(224, bottom + 24, "not among the test", 12, fill: Paint.Muted);
        return new Figure($"pairs-{number}", $"Where it comes out right, by value: {outcomes.Direction}", Say(outcomes),
            Math.Max(Left + (columns * cell) + 8, 348), bottom + 50, canvas.Body);
    }

    private static void Labels(SvgCanvas canvas, PairOutcomes outcomes, double cell)
    {
        int every = Math.Max(1, (int)Math.Ceiling(ClosestLabels / cell));
        for (int i = 0; i < outcomes.TargetValues.Count; i += every)
            canvas.Text(Left + ((i + 0.5) * cell), Top - 6, SvgCanvas.Fit(outcomes.TargetValues[i], every * cell, 11), 11, "middle");
        int everyRow = Math.Max(1, (int)Math.Ceiling(14 / cell));
        for (int i = 0; i < outcomes.SourceValues.Count; i += everyRow)
            canvas.Text(Left - 6, Top + ((i + 0.5) * cell) + 4, SvgCanvas.Fit(outcomes.SourceValues[i], Left - 10, 11), 11, "end");
    }

    private static void Cell(SvgCanvas canvas, PairOutcomes outcomes, int row, int column, double cell)
    {
        int at = (row * outcomes.TargetValues.Count) + column, all = outcomes.All[at], right = outcomes.Right[at];
        (double x, double y, double side) = (Left + (column * cell), Top + (row * cell), cell - Gap);
        if (all == 0)
        {
            canvas.Rect(x + 0.5, y + 0.5, side - 1, side - 1, "none", Paint.Line);
            return;
        }
        double share = right / (double)all;
        canvas.Titled($"{outcomes.SourceValues[row]} into {outcomes.TargetValues[column]}: {right} of {all} right", () =>
        {
            canvas.Rect(x, y, side, side, Paint.Heat(share), radius: 2);
            if (cell >= RoomForNumber)
                canvas.Text(x + (side / 2), y + (side / 2) + 4, $"{share * 100:0}", 12, "middle", Paint.HeatInk(share));
        });
    }

    private static string Say(PairOutcomes outcomes)
    {
        (long right, long all) = (outcomes.Right.Sum(one => (long)one), outcomes.All.Sum(one => (long)one));
        string[] worst = [.. Enumerable.Range(0, outcomes.All.Count).Where(cell => outcomes.Right[cell] < outcomes.All[cell])
            .OrderBy(cell => outcomes.Right[cell] / (double)outcomes.All[cell]).Take(8)
            .Select(cell => $"{outcomes.SourceValues[cell / outcomes.TargetValues.Count]} into "
                + $"{outcomes.TargetValues[cell % outcomes.TargetValues.Count]}: {outcomes.Right[cell]} of {outcomes.All[cell]}")];
        return $"By {outcomes.Value} read from {outcomes.Direction.Source} and {outcomes.Value} in {outcomes.Direction.Target} before: "
            + $"{right} of {all} interventions right. "
            + (worst.Length == 0 ? "None is wrong." : $"Most often wrong: {string.Join("; ", worst)}.");
    }
}
