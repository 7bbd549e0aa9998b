namespace Mas.Results.Figures;

/// <summary>The chosen alignment's bounds in every direction against the thresholds: what the verdict's word is read from.</summary>
internal static class BoundsPlot
{
    private const double Width = 404, Left = 8, Right = 396, AxisEnd = 346, RowHeight = 40, BarHeight = 10, Thin = 1.5;

    // Who wants more looks at the matrix.
    private const int MostRows = 8;

    private const string ThresholdDash = "5 3";

    /// <summary>Null where no direction has a chosen alignment.</summary>
    /// <param name="judged">Directions that the verdict is about.</param>
    /// <param name="same">Threshold of <c>same</c>.</param>
    /// <param name="different">Threshold of <c>different</c>.</param>
    public static Figure? Draw(IReadOnlyList<DirectionResult> judged, double same, double different)
    {
        bool namesVariable = judged.Select(direction => direction.Variable).Distinct().Count() > 1;
        DirectionResult[] chosen = [.. judged.Where(direction => direction.Chosen is not null)];
        bool isCorrected = chosen.All(direction => direction.Chosen!.Corrected is not null);
        return Draw([.. chosen.Select(direction => Bar.Of(direction, namesVariable))],
            isCorrected ? "trial IIA corrected for chance, one-sided 5 % bounds" : "trial IIA, one-sided 5 % bounds", isCorrected,
            ("same", same), different);
    }

    /// <summary>The same of language models.</summary>
    /// <param name="interchangeable">Threshold of <c>interchangeable</c>.</param>
    public static Figure? OfTexts(IReadOnlyList<TextDirection> judged, double interchangeable, double different)
    {
        bool namesSite = judged.Select(direction => direction.Place).Distinct().Count() > 1;
        return Draw([.. judged.Where(direction => direction.Corrected is not null).Select(direction => Bar.Of(direction, namesSite))],
            "corrected first-token IIA, one-sided 5 % bounds over texts", true, ("interchangeable", interchangeable), different);
    }

    /// <summary>One direction.</summary>
    /// <param name="What">The variable or the site, where there are several; else empty.</param>
    /// <param name="Floor">Uncorrected.</param>
    /// <param name="Ceiling">What the exchange of the whole latent gives, on the same scale as the bounds.</param>
    private sealed record Bar(
        string Source, string Target, string What, double Low, double Value, double High, double? Floor, double? Ceiling)
    {
        public static Bar Of(DirectionResult one, bool namesVariable) => new(
            one.Source, one.Target, namesVariable ? one.Variable : "", one.Chosen!.Low, one.Chosen.Value, one.Chosen.High, one.NoSwap,
            one.Controls.FirstOrDefault(control => control.Name == Metrics.FullExchange)?.Chosen is { } whole ? whole.Value : null);

        public static Bar Of(TextDirection one, bool namesSite)
        {
            double? floor = one.Control(Metrics.NoSwap)?.FirstTokenIia, whole = one.Control(Metrics.FullExchange)?.FirstTokenIia;
            return new Bar(one.Source, one.Target, namesSite ? one.Place : "", one.Corrected!.Low, one.Corrected.Value, one.Corrected.High,
                floor, floor is double f and < 1 && whole is double w ? (w - f) / (1 - f) : null);
        }

        public string Text => $"{MethodName.Place(Source, Target)}{(What.Length > 0 ? $", {What}" : "")}: at least {Percent.Of(Low)}, "
            + $"measured {Percent.Of(Value)}, at most {Percent.Of(High)}"
            + (Floor is double floor ? $"; floor {Percent.Of(floor)} uncorrected" : "")
            + (Ceiling is double ceiling ? $"; ceiling, the whole latent exchanged, {Percent.Of(ceiling)}" : "");
    }

    private static Figure? Draw(Bar[] all, string scale, bool isCorrected, (string Word, double Value) high, double different)
    {
        if (all.Length == 0)
            return null;
        Bar[] shown = [.. all.OrderBy(bar => bar.Low).Take(MostRows)];
        SvgCanvas canvas = new();
        double top = Legend.Draw(canvas, 4, 6, Width - 8, Entries(canvas, shown)) + 46, bottom = top + (shown.Length * RowHeight);
        Axis axis = new(0, 1, Left, AxisEnd);
        canvas.Rect(axis.At(high.Value), top - 6, axis.End - axis.At(high.Value), bottom - top + 6, Paint.Band);
        Threshold(canvas, axis.At(different), top - 12, bottom, $"different below {Percent.Threshold(different)}");
        Threshold(canvas, axis.At(high.Value), top, bottom, $"{high.Word} from {Percent.Threshold(high.Value)}");
        for (int i = 0; i < shown.Length; i++)
            Row(canvas, axis, shown[i], top + (i * RowHeight));
        Ends(canvas, axis, bottom, scale, isCorrected, all.Length - shown.Length);
        return new Figure("bounds", "How far the exchange carries",
            $"{char.ToUpperInvariant(scale[0])}{scale[1..]}, of the chosen alignment. {high.Word} asks for {Percent.Threshold(high.Value)} "
            + $"at least, different for less than {Percent.Threshold(different)} at most. "
            + AlternativeText.List([.. all.OrderBy(bar => bar.Low).Select(bar => bar.Text)]),
            Width, bottom + (all.Length > shown.Length ? 60 : 42), canvas.Body);
    }

    private static void Threshold(SvgCanvas canvas, double x, double top, double bottom, string text)
    {
        canvas.Line(x, top - 8, x, bottom, Paint.Ink, Thin, ThresholdDash);
        canvas.Text(x + 4, top - 13, text, 11, x > Left + SvgCanvas.TextWidth(text, 11) ? "end" : "start", Paint.Muted);
    }

    private static void Row(SvgCanvas canvas, Axis axis, Bar bar, double top) => canvas.Titled(bar.Text, () =>
    {
        string what = bar.What.Length > 0 ? $", {bar.What}" : "";
        canvas.Text(Left, top + 13, SvgCanvas.Fit($"{bar.Source} → {bar.Target}{what}", Right - Left - 8, 12), 12, weight: 600);
        double y = top + 20;
        canvas.Rect(axis.Start, y, axis.End - axis.Start, BarHeight, Paint.Line, radius: 2);
        canvas.Rect(axis.Start, y, axis.At(bar.Low) - axis.Start, BarHeight, Paint.Series(0), radius: 2);
        canvas.Rect(axis.At(bar.Low), y, axis.At(bar.High) - axis.At(bar.Low), BarHeight, Paint.Surface, Paint.Series(0));
        canvas.Line(axis.At(bar.Value), y - 2, axis.At(bar.Value), y + BarHeight + 2, Paint.Ink, 2);
        if (bar.Ceiling is double ceiling)
            canvas.Polygon([(axis.At(ceiling), y + BarHeight + 1), (axis.At(ceiling) + 5, y + BarHeight + 8),
                (axis.At(ceiling) - 5, y + BarHeight + 8)], Paint.Series(1));
        canvas.Text(Right, y + 9, $"≥ {Percent.Number(bar.Low)}", 12, "end");
    });

    private static void Ends(SvgCanvas canvas, Axis axis, double bottom, string scale, bool isCorrected, int left)
    {
        canvas.Line(axis.Start, bottom, axis.End, bottom, Paint.Muted);
        canvas.Text(axis.Start, bottom + 16, isCorrected ? "0 %: floor, the unchanged target" : "0 %", 11, fill: Paint.Muted);
        canvas.Text(axis.End, bottom + 16, "100 %", 11, "end", Paint.Muted);
        canvas.Text(axis.Start, bottom + 32, scale, 11, fill: Paint.Muted);
        if (left > 0)
            canvas.Text(axis.Start, bottom + 50, $"and {left} more, each at least as high", 11, fill: Paint.Muted);
    }

    private static List<LegendEntry> Entries(SvgCanvas canvas, Bar[] shown) =>
    [
        new("at least", (x, y) => canvas.Rect(x - 10, y - 5, 20, BarHeight, Paint.Series(0), radius: 2)),
        new("to at most", (x, y) => canvas.Rect(x - 10, y - 5, 20, BarHeight, Paint.Surface, Paint.Series(0))),
        new("measured", (x, y) => canvas.Line(x, y - 7, x, y + 7, Paint.Ink, 2)),
        .. shown.Any(bar => bar.Ceiling is not null) ? [new LegendEntry("ceiling", (x, y) =>
            canvas.Polygon([(x, y - 4), (x + 5, y + 3), (x - 5, y + 3)], Paint.Series(1)))] : Array.Empty<LegendEntry>(),
    ];
}
