using Mas.Results.Comparisons;

namespace Mas.Results.Figures;

/// <summary>Trial IIA against the size of the subspace, one line per method and one panel per variable.</summary>
internal static class ComparisonPlot
{
    private const double Width = 480, Left = 52, Right = 464, Height = 220, PanelStep = 290, Edge = 24;

    // Points of methods with one size stand side by side, so that their intervals can be told apart.
    private const double Beside = 7, ClosestTicks = 26;

    public static Figure Draw(IReadOnlyList<ComparedCase> cases)
    {
        SvgCanvas canvas = new();
        List<string> methods = [.. cases.Select(one => one.Group.Method).Distinct()];
        double top = Legend.Draw(canvas, 8, 6, Width - 16, Entries(canvas, methods, cases.All(one => one.Worst.CoversSeeds))) + 34;
        List<IGrouping<string, ComparedCase>> variables = [.. cases.GroupBy(one => one.Group.Variable)];
        foreach (IGrouping<string, ComparedCase> variable in variables)
        {
            Panel(canvas, variables.Count > 1 ? $"variable {variable.Key}" : "trial IIA", [.. variable], methods, top);
            top += PanelStep;
        }
        double bottom = top - PanelStep + Height;
        canvas.Text(Right, bottom + 34, "size of the subspace (dimensions)", 12, "end", Paint.Muted);
        return new Figure("comparison", "Trial IIA by method and size", Description(cases), Width, bottom + 44, canvas.Body);
    }

    private static void Panel(SvgCanvas canvas, string title, IReadOnlyList<ComparedCase> cases, List<string> methods, double top)
    {
        double low = cases.Min(one => one.Size), high = cases.Max(one => one.Size);
        Axis x = low < high ? new(low, high, Left + Edge, Right - Edge, Logarithmic: true)
            : new(low / 2, low * 2, Left, Right, Logarithmic: true);
        Axis y = new(0, 1, top + Height, top);
        canvas.Text(Left, top - 10, SvgCanvas.Fit(title, Right - Left, 13), 13, weight: 600);
        Frame(canvas, x, y, cases);
        List<(int Series, List<ComparedCase> Cases)> lines = [.. methods
            .Select((method, series) => (series, cases.Where(one => one.Group.Method == method).OrderBy(one => one.Size).ToList()))
            .Where(line => line.Item2.Count > 0)];
        for (int i = 0; i < lines.Count; i++)
            Line(canvas, lines[i].Cases, lines[i].Series, one => x.At(one.Size) + ((i - ((lines.Count - 1) / 2.0)) * Beside), y);
    }

    private static void Line(SvgCanvas canvas, List<ComparedCase> cases, int series, Func<ComparedCase, double> x, Axis y)
    {
        string paint = Paint.Series(series);
        if (cases.Count > 1)
        {
            canvas.Polyline(cases.Select(one => (x(one), y.At(one.MeanTrialIia))), paint, 1, Marker.Dash(series));
            canvas.Polyline(cases.Select(one => (x(one), y.At(one.Worst.TrialIia))), paint, 2.5, Marker.Dash(series));
        }
        foreach (ComparedCase one in cases)
        {
            canvas.Line(x(one) - 5, y.At(one.MeanTrialIia), x(one) + 5, y.At(one.MeanTrialIia), paint);
            canvas.Line(x(one), y.At(one.Worst.Interval.Low), x(one), y.At(one.Worst.Interval.High), paint, 2);
            Marker.Draw(canvas, series, x(one), y.At(one.Worst.TrialIia));
            if (!one.Worst.CoversSeeds)
                canvas.Text(x(one), y.At(one.Worst.Interval.High) - 3, "†", 12, "middle", Paint.Muted);
        }
    }

    private static void Frame(SvgCanvas canvas, Axis x, Axis y, IReadOnlyList<ComparedCase> cases)
    {
        y.Grid(canvas, Left, Right, Axis.Share);
        double last = double.NegativeInfinity;
        foreach (double size in cases.Where(one => !one.IsLearned).Select(one => one.Size).DefaultIfEmpty(cases[0].Size).Distinct().Order())
        {
            canvas.Line(x.At(size), y.Start, x.At(size), y.Start + 4, Paint.Muted);
            if (x.At(size) - last < ClosestTicks)
                continue;
            canvas.Text(x.At(size), y.Start + 18, size.ToString("0.#", CultureInfo.InvariantCulture), 12, "middle", Paint.Muted);
            last = x.At(size);
        }
        canvas.Line(Left, y.Start, Right, y.Start, Paint.Muted);
    }

    private static List<LegendEntry> Entries(SvgCanvas canvas, List<string> methods, bool coversSeeds) =>
    [
        .. methods.Select((method, series) => LegendEntry.Line(canvas, method, series)),
        new("worst trained direction, 95 % interval", (x, y) =>
        {
            canvas.Line(x, y - 8, x, y + 8, Paint.Ink, 2);
            canvas.Circle(x, y, 4.5, Paint.Ink, Paint.Surface);
        }),
        new("mean of the trained directions", (x, y) => canvas.Line(x - 10, y, x + 10, y, Paint.Ink)),
        .. LegendEntry.Dagger(canvas, !coversSeeds),
    ];

    private static string Description(IReadOnlyList<ComparedCase> cases) =>
        "Worst trained direction with its 95 % interval, and mean over the trained directions. "
        + AlternativeText.List([.. cases.Select(one => $"{one.Group.Method}, {one.Group.Variable}, {(one.IsLearned ? "learned " : "")}"
            + Invariant($"size {one.Size:0.#}: worst {Say(one.Worst)}, mean {Percent.Of(one.MeanTrialIia)}"))]);

    /// <summary>Trial IIA of a direction with its interval, and what that covers, in words.</summary>
    public static string Say(DirectionResult one) => $"{Percent.Of(one.TrialIia)} ({Percent.Of(one.Interval)}"
        + (one.CoversSeeds ? ")" : ", over the interventions only)");
}
