using Mas.Results.Verdicts;

namespace Mas.Results.Figures;

/// <summary>The chosen alignment's bounds in every direction against the thresholds: what the verdict's word is read from.</summary>
internal static class BoundsPlot
{
    private const double Width = 440, Left = 12, Right = 428, AxisEnd = 372, RowHeight = 40, BarHeight = 10, Thin = 1.5;

    // Who wants more looks at the matrix.
    private const int MostRows = 8;

    private const string ThresholdDash = "5 3";

    /// <summary>Null where no direction has a chosen alignment.</summary>
    /// <param name="judged">Directions that the verdict is about.</param>
    /// <param name="same">Threshold of <c>same</c>.</param>
    /// <param name="different">Threshold of <c>different</c>.</param>
    public static Figure? Draw(IReadOnlyList<DirectionResult> judged, double same, double different)
    {
        DirectionResult[] all = [.. judged.Where(direction => direction.Chosen is not null).OrderBy(direction => direction.Chosen!.Low)];
        if (all.Length == 0)
            return null;
        DirectionResult[] shown = [.. all.Take(MostRows)];
        bool isCorrected = shown.All(direction => direction.Chosen!.Corrected is not null);
        SvgCanvas canvas = new();
        double top = Legend.Draw(canvas, 4, 6, Width - 8, Entries(canvas, shown)) + 34, bottom = top + (shown.Length * RowHeight);
        Axis axis = new(0, 1, Left, AxisEnd);
        canvas.Rect(axis.At(same), top - 6, axis.End - axis.At(same), bottom - top + 6, Paint.Band);
        Threshold(canvas, axis.At(different), top, bottom, $"different below {Percent.Threshold(different)}");
        Threshold(canvas, axis.At(same), top, bottom, $"same from {Percent.Threshold(same)}");
        for (int i = 0; i < shown.Length; i++)
            Row(canvas, axis, shown[i], top + (i * RowHeight), shown.Select(direction => direction.Variable).Distinct().Count() > 1);
        Ends(canvas, axis, bottom, isCorrected, all.Length - shown.Length);
        return new Figure("bounds", "How far the exchange carries, at least and at most", Say(all, isCorrected, same, different), Width,
            bottom + (all.Length > shown.Length ? 60 : 42), canvas.Body);
    }

    private static void Threshold(SvgCanvas canvas, double x, double top, double bottom, string text)
    {
        canvas.Line(x, top - 8, x, bottom, Paint.Ink, Thin, ThresholdDash);
        canvas.Text(x + 4, top - 13, text, 11, x > Left + SvgCanvas.TextWidth(text, 11) ? "end" : "start", Paint.Muted);
    }

    private static void Row(SvgCanvas canvas, Axis axis, DirectionResult direction, double top, bool namesVariable)
    {
        ChosenResult chosen = direction.Chosen!;
        canvas.Titled(Say(direction), () =>
        {
            string variable = namesVariable ? $", {direction.Variable}" : "";
            canvas.Text(Left, top + 13, SvgCanvas.Fit($"{direction.Source} → {direction.Target}{variable}", Right - Left - 8, 12), 12,
                weight: 600);
            double y = top + 20;
            canvas.Rect(axis.Start, y, axis.End - axis.Start, BarHeight, Paint.Line, radius: 2);
            canvas.Rect(axis.Start, y, axis.At(chosen.Low) - axis.Start, BarHeight, Paint.Series(0), radius: 2);
            canvas.Rect(axis.At(chosen.Low), y, axis.At(chosen.High) - axis.At(chosen.Low), BarHeight, Paint.Surface, Paint.Series(0));
            canvas.Line(axis.At(chosen.Value), y - 2, axis.At(chosen.Value), y + BarHeight + 2, Paint.Ink, 2);
            if (Ceiling(direction) is double ceiling)
                canvas.Polygon([(axis.At(ceiling), y + BarHeight + 1), (axis.At(ceiling) + 5, y + BarHeight + 8),
                    (axis.At(ceiling) - 5, y + BarHeight + 8)], Paint.Series(1));
            canvas.Text(Right, y + 9, $"≥ {Percent.Number(chosen.Low)}", 12, "end");
        });
    }

    private static void Ends(SvgCanvas canvas, Axis axis, double bottom, bool isCorrected, int left)
    {
        canvas.Line(axis.Start, bottom, axis.End, bottom, Paint.Muted);
        canvas.Text(axis.Start, bottom + 16, isCorrected ? "0 %: floor, the unchanged target" : "0 %", 11, fill: Paint.Muted);
        canvas.Text(axis.End, bottom + 16, "100 %", 11, "end", Paint.Muted);
        canvas.Text(axis.Start, bottom + 32, isCorrected ? "trial IIA corrected for chance, one-sided 5 % bounds"
            : "trial IIA, one-sided 5 % bounds", 11, fill: Paint.Muted);
        if (left > 0)
            canvas.Text(axis.Start, bottom + 50, $"and {left} more, each at least as high", 11, fill: Paint.Muted);
    }

    private static List<LegendEntry> Entries(SvgCanvas canvas, DirectionResult[] shown) =>
    [
        new("at least", (x, y) => canvas.Rect(x - 10, y - 5, 20, BarHeight, Paint.Series(0), radius: 2)),
        new("to at most", (x, y) => canvas.Rect(x - 10, y - 5, 20, BarHeight, Paint.Surface, Paint.Series(0))),
        new("measured", (x, y) => canvas.Line(x, y - 7, x, y + 7, Paint.Ink, 2)),
        .. shown.Any(direction => Ceiling(direction) is not null) ? [new LegendEntry("ceiling", (x, y) =>
            canvas.Polygon([(x, y - 4), (x + 5, y + 3), (x - 5, y + 3)], Paint.Series(1)))] : Array.Empty<LegendEntry>(),
    ];

    // What the exchange of the whole latent gives, on the same scale.
    private static double? Ceiling(DirectionResult direction) => direction.Controls
        .FirstOrDefault(control => control.Name == Metrics.FullExchange)?.Chosen is { } whole ? whole.Value : null;

    private static string Say(DirectionResult direction)
    {
        ChosenResult chosen = direction.Chosen!;
        return $"{MethodName.Place(direction.Source, direction.Target)}: at least {Percent.Of(chosen.Low)}, measured "
            + $"{Percent.Of(chosen.Value)}, at most {Percent.Of(chosen.High)}"
            + (direction.NoSwap is double floor ? $"; floor {Percent.Of(floor)} uncorrected" : "")
            + (Ceiling(direction) is double ceiling ? $"; ceiling, the whole latent exchanged, {Percent.Of(ceiling)}" : "");
    }

    private static string Say(DirectionResult[] all, bool isCorrected, double same, double different) =>
        $"{(isCorrected ? "Trial IIA corrected for chance" : "Trial IIA")} of the chosen alignment, with one-sided 5 % bounds. same asks "
        + $"for {Percent.Threshold(same)} at least, different for less than {Percent.Threshold(different)} at most. "
        + AlternativeText.List([.. all.Select(Say)]);
}
