namespace Mas.Results.Figures;

/// <summary>What was measured under one of a plot's conditions.</summary>
/// <param name="Interval">95 % interval; null where it has none.</param>
/// <param name="CoversSeeds">Whether the interval covers the choice of alignment seeds; otherwise its number bears a †.</param>
internal sealed record PlotMark(int Series, double Value, Interval? Interval = null, bool CoversSeeds = true)
{
    public static PlotMark Of(int series, AccuracyInterval accuracy) => new(series, accuracy.Mean, accuracy.Interval, accuracy.CoversSeeds);
}

/// <summary>One row: its marks, and where there is one, the floor below which nothing was shown.</summary>
internal sealed record PlotRow(string Label, IReadOnlyList<PlotMark> Marks, double? Floor = null);

/// <summary>Rows of a few numbers each on one horizontal axis, every condition in a lane of its own with its number at the end, so that
/// nothing covers anything else.</summary>
internal sealed record RowPlot(string Name, string Title, IReadOnlyList<string> Series, IReadOnlyList<PlotRow> Rows)
{
    private const double Width = 480, Left = 16, AxisEnd = 388, Right = 466, LabelHeight = 22, LaneHeight = 17, RowGap = 12;
    private const string FloorDash = "3 2";

    /// <summary>The lead of a plot of trial IIA.</summary>
    public const string TrialIia = "Trial IIA with 95 % intervals.";

    /// <summary>The far end of the axis, which begins at 0.</summary>
    public double High { get; init; } = 1;

    /// <summary>Where the axis begins instead, if it is to be logarithmic.</summary>
    public double? LogarithmicFrom { get; init; }

    /// <summary>A line below the axis.</summary>
    public string? Note { get; init; }

    public Func<double, string> TickText { get; init; } = Axis.Share;

    public Func<double, string> NumberText { get; init; } = Percent.Of;

    /// <summary>What the thick lines are; null where the name of the series says it.</summary>
    public string? IntervalText { get; init; } = "95 % interval";

    /// <summary>What the alternative text says before the numbers.</summary>
    public string Lead { get; init; } = "";

    public Figure Draw()
    {
        SvgCanvas canvas = new();
        double top = Legend.Draw(canvas, 8, 6, Width - 16, Entries(canvas)) + 10;
        double bottom = top + Rows.Sum(Height);
        Axis axis = LogarithmicFrom is double low ? new(low, High, Left, AxisEnd, Logarithmic: true) : new(0, High, Left, AxisEnd);
        foreach (double tick in axis.Ticks(5))
        {
            canvas.Line(axis.At(tick), top, axis.At(tick), bottom, Paint.Line);
            canvas.Text(axis.At(tick), bottom + 16, TickText(tick), 12, axis.At(tick) == Left ? "start" : "middle", Paint.Muted);
        }
        foreach (PlotRow row in Rows)
        {
            Draw(canvas, row, axis, top);
            top += Height(row);
        }
        if (Note is not null)
            canvas.Text(Left, bottom + 36, Note, 12, fill: Paint.Muted);
        return new Figure(Name, Title, $"{Lead}{(Lead.Length > 0 ? " " : "")}{AlternativeText.List([.. Rows.Select(Say)])}", Width,
            bottom + (Note is null ? 26 : 46), canvas.Body);
    }

    /// <summary>The axis's end for values that are no shares.</summary>
    public static double RoundHigh(IEnumerable<double> values)
    {
        double high = values.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        return high > 0 ? Axis.RoundUp(high, 4) : 1;
    }

    private static double Height(PlotRow row) => LabelHeight + (row.Marks.Count * LaneHeight) + RowGap;

    private void Draw(SvgCanvas canvas, PlotRow row, Axis axis, double top)
    {
        canvas.Text(Left, top + 14, SvgCanvas.Fit(row.Label, Right - Left, 12), 12, weight: 600);
        double first = top + LabelHeight + (LaneHeight / 2);
        if (row.Floor is double floor)
            canvas.Line(axis.At(floor), first - 8, axis.At(floor), first + ((row.Marks.Count - 1) * LaneHeight) + 8, Paint.Ink, 2,
                FloorDash);
        for (int lane = 0; lane < row.Marks.Count; lane++)
            Draw(canvas, row.Marks[lane], axis, first + (lane * LaneHeight));
    }

    private void Draw(SvgCanvas canvas, PlotMark mark, Axis axis, double y)
    {
        canvas.Line(axis.Start, y, axis.End, y, Paint.Line);
        if (mark.Interval is { } interval)
            canvas.Line(axis.At(interval.Low), y, axis.At(interval.High), y, Paint.Series(mark.Series), 3);
        Marker.Draw(canvas, mark.Series, axis.At(mark.Value), y);
        canvas.Text(Right, y + 4, NumberText(mark.Value) + Dagger(mark), 12, "end");
    }

    private List<LegendEntry> Entries(SvgCanvas canvas)
    {
        List<LegendEntry> entries =
            [.. Series.Select((name, series) => new LegendEntry(name, (x, y) => Marker.Draw(canvas, series, x, y)))];
        if (Rows.Any(row => row.Floor is not null))
            entries.Add(new("unchanged target (floor)", (x, y) => canvas.Line(x, y - 8, x, y + 8, Paint.Ink, 2, FloorDash)));
        PlotMark[] marks = [.. Rows.SelectMany(row => row.Marks)];
        if (IntervalText is not null && marks.Any(mark => mark.Interval is not null))
            entries.Add(new(IntervalText, (x, y) => canvas.Line(x - 10, y, x + 10, y, Paint.Ink, 3)));
        return [.. entries, .. LegendEntry.Dagger(canvas, marks.Any(mark => Dagger(mark).Length > 0))];
    }

    private string Say(PlotRow row) => $"{row.Label}: "
        + string.Join(", ", row.Marks.Select(mark => $"{Series[mark.Series]} "
            + NumberText(mark.Value) + (mark.Interval is null ? ""
            : $" ({NumberText(mark.Interval.Low)} to {NumberText(mark.Interval.High)}"
            + $"{(mark.CoversSeeds ? "" : ", over the interventions only")})")))
        + (row.Floor is double floor ? $", floor {NumberText(floor)}" : "");

    private static string Dagger(PlotMark mark) => mark.Interval is not null && !mark.CoversSeeds ? " †" : "";
}
