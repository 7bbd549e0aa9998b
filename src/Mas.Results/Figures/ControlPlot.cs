using Mas.Results.Comparisons;

namespace Mas.Results.Figures;

/// <summary>Per direction, trial IIA with its interval between what needs no alignment (floor, controls) and the ceiling
/// (such as identity).</summary>
internal static class ControlPlot
{
    private const double Width = 480, Left = 16, Right = 464, RowHeight = 46, LaneHeight = 14, Beside = 13;

    /// <summary>Rows that still fit a screen; of more directions those are drawn in which a control comes closest.</summary>
    private const int MostRows = 16;

    private static readonly string Floor = Metrics.NoSwap;

    public static Figure Draw(IReadOnlyList<DirectionResult> all, ResultGroup group)
    {
        IReadOnlyList<DirectionResult> directions = all.Count <= MostRows ? all : [.. all.OrderBy(Margin).Take(MostRows)];
        string title = all.Count <= MostRows ? "Trial IIA and its controls"
            : $"Trial IIA and its controls: the {MostRows} of {all.Count} directions in which a control comes closest";
        SvgCanvas canvas = new();
        List<string> names = [.. directions.SelectMany(Points).Select(point => point.Name).Distinct()];
        double top = Legend.Draw(canvas, 8, 6, Width - 16, Entries(canvas, names, directions.All(one => one.CoversSeeds))) + 12;
        Axis axis = new(0, 1, Left, Right);
        double bottom = top + directions.Sum(direction => Height(direction, axis));
        foreach (double tick in axis.Ticks(5))
        {
            canvas.Line(axis.At(tick), top, axis.At(tick), bottom, Paint.Line);
            string anchor = tick == 0 ? "start" : tick == 1 ? "end" : "middle";
            canvas.Text(axis.At(tick), bottom + 16, Axis.Share(tick), 12, anchor, Paint.Muted);
        }
        foreach (DirectionResult direction in directions)
        {
            Row(canvas, direction, axis, top, names);
            top += Height(direction, axis);
        }
        return new Figure($"controls-{group.Slug}", title, $"{group}. {Description(directions)}", Width, bottom + 26, canvas.Body);
    }

    private static void Row(SvgCanvas canvas, DirectionResult direction, Axis axis, double top, List<string> names)
    {
        canvas.Text(Left, top + 16, SvgCanvas.Fit($"{direction.Source} → {direction.Target}", Right - Left - 4, 12), 12, weight: 600);
        double y = top + 30;
        canvas.Line(axis.Start, y, axis.End, y, Paint.Line);
        foreach ((string name, double value, int lane) in Lanes(direction, axis))
            Mark(canvas, name, names.IndexOf(name), axis.At(value), y + (lane * LaneHeight));
        canvas.Line(axis.At(direction.Interval.Low), y, axis.At(direction.Interval.High), y, Paint.Series(0), 3);
        canvas.Circle(axis.At(direction.TrialIia), y, 4.5, Paint.Series(0), Paint.Surface);
        if (!direction.CoversSeeds)
            canvas.Text(axis.At(direction.TrialIia), y - 8, "†", 12, "middle", Paint.Muted);
    }

    private static double Height(DirectionResult direction, Axis axis) =>
        RowHeight + (Lanes(direction, axis).Select(mark => mark.Lane).DefaultIfEmpty(0).Max() * LaneHeight);

    /// <summary>Marks that would cover one another stand below one another. The bar of the ceiling is drawn on the line, where it covers
    /// nothing.</summary>
    public static IEnumerable<(string Name, double Value, int Lane)> Lanes(DirectionResult direction, Axis axis)
    {
        List<double> ends = [];
        foreach ((string name, double value) in Points(direction).OrderBy(point => point.Value))
        {
            int lane = name == Metrics.Identity ? 0 : ends.FindIndex(end => axis.At(value) - end >= Beside);
            if (lane < 0)
            {
                lane = ends.Count;
                ends.Add(0);
            }
            if (name != Metrics.Identity)
                ends[lane] = axis.At(value);
            yield return (name, value, lane);
        }
    }

    public static bool HasControls(IReadOnlyList<DirectionResult> directions) => directions.SelectMany(Points).Any();

    /// <summary>The floor and the controls of one direction.</summary>
    public static IEnumerable<(string Name, double Value)> Points(DirectionResult direction)
    {
        if (direction.NoSwap is double floor)
            yield return (Floor, floor);
        foreach (ControlResult control in direction.Controls.Where(control => control.Name != Floor))
            yield return (control.Name, control.TrialIia);
    }

    private static double Margin(DirectionResult direction) =>
        direction.Interval.Low - Points(direction).Where(point => ControlKind.IsNull(point.Name)).Select(point => point.Value)
            .DefaultIfEmpty(0).Max();

    private static List<LegendEntry> Entries(SvgCanvas canvas, List<string> names, bool coversSeeds) =>
    [
        new("trial IIA, 95 % interval", (x, y) =>
        {
            canvas.Line(x - 10, y, x + 10, y, Paint.Series(0), 3);
            canvas.Circle(x, y, 4.5, Paint.Series(0), Paint.Surface);
        }),
        .. names.Select((name, i) => new LegendEntry(Label(name), (x, y) => Mark(canvas, name, i, x, y))),
        .. LegendEntry.Dagger(canvas, !coversSeeds),
    ];

    private static string Label(string name) =>
        name == Floor ? "no-swap (floor)" : ControlKind.IsCeiling(name) ? $"{name} (ceiling)" : name;

    // Shape and colour both tell the controls apart.
    private static void Mark(SvgCanvas canvas, string name, int index, double x, double y)
    {
        if (name == Floor)
            canvas.Rect(x - 5, y - 5, 10, 10, Paint.Surface, Paint.Ink);
        else if (name == Metrics.Identity)
            canvas.Line(x, y - 9, x, y + 9, Paint.Ink, 3);
        else if (!ControlKind.IsNull(name))
            canvas.Line(x, y - 6, x, y + 6, Paint.Series(index + 1), 3);
        else
            canvas.Polygon(Outline(index % 4).Select(point => (x + point.X, y + point.Y)), Paint.Surface,
                Paint.Series(index + 1));
    }

    private static (double X, double Y)[] Outline(int shape) => shape switch
    {
        0 => [(0, 6), (6, -5), (-6, -5)],                                  // on its tip
        1 => [(-6, -3), (0, -7), (6, -3), (4, 5), (-4, 5)],                // five corners
        2 => [(0, -6), (6, 5), (-6, 5)],
        _ => [(0, -7), (7, 0), (0, 7), (-7, 0)],
    };

    private static string Description(IReadOnlyList<DirectionResult> directions) => string.Join("; ", directions.Select(direction =>
        $"from {direction.Source} into {direction.Target}: trial IIA {ComparisonPlot.Say(direction)}"
        + string.Concat(Points(direction).Select(point => $", {point.Name} {Percent.Of(point.Value)}")))) + ".";
}
