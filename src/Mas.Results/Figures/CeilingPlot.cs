using Mas.Results.Comparisons;

namespace Mas.Results.Figures;

/// <summary>One network in the plot.</summary>
/// <param name="Mean">Mean over people of the correlation with each; null where there is none.</param>
internal sealed record CeilingRow(string Name, double? Mean);

/// <summary>How alike networks are to several people, a row each, with the noise ceiling over these people as a band.</summary>
internal static class CeilingPlot
{
    private const double Width = 480, RowHeight = 26, Right = 18, MostLabel = 170;

    /// <param name="measure">Such as <c>rsa-given-spearman</c>.</param>
    /// <param name="people">The network that the people are of.</param>
    /// <param name="number">From 1, among the plots of this measure.</param>
    /// <param name="rows">In the order of the plot.</param>
    public static Figure Draw(string measure, string people, int number, (double Low, double High) ceiling, IReadOnlyList<CeilingRow> rows)
    {
        SvgCanvas canvas = new();
        double left = Math.Clamp(rows.Max(row => SvgCanvas.TextWidth(row.Name, 12)) + 18, 60, MostLabel);
        double[] values = [.. rows.Select(row => row.Mean).OfType<double>(), ceiling.High, ceiling.Low];
        double low = values.Min() < 0 ? -Axis.RoundUp(-values.Min(), 4) : 0;
        Axis axis = new(low, Axis.RoundUp(Math.Max(values.Max(), 0.1), 4), left, Width - Right);
        double top = Legend.Draw(canvas, 8, 6, Width - 16, Entries(canvas)) + 10, bottom = top + (rows.Count * RowHeight);
        canvas.Rect(axis.At(ceiling.Low), top, Math.Max(axis.At(ceiling.High) - axis.At(ceiling.Low), 1), bottom - top, Paint.Line);
        foreach (double tick in axis.Ticks(5))
        {
            canvas.Line(axis.At(tick), top, axis.At(tick), bottom, Paint.Line);
            canvas.Text(axis.At(tick), bottom + 16, SimilarityMap.Number(tick), 12, "middle", Paint.Muted);
        }
        for (int row = 0; row < rows.Count; row++)
            Draw(canvas, rows[row], axis, left, top + ((row + 0.5) * RowHeight));
        return new Figure($"ceiling-{ResultGroup.Hyphened(measure)}-{number}", $"{measure} with {people}",
            Description(people, ceiling, rows), Width, bottom + 26, canvas.Body);
    }

    private static LegendEntry[] Entries(SvgCanvas canvas) =>
    [
        new("mean over people", (x, y) => Marker.Draw(canvas, 0, x, y)),
        new("noise ceiling", (x, y) => canvas.Rect(x - 8, y - 7, 16, 14, Paint.Line)),
    ];

    private static void Draw(SvgCanvas canvas, CeilingRow row, Axis axis, double left, double y)
    {
        canvas.Text(left - 10, y + 4, SvgCanvas.Fit(row.Name, left - 16, 12), 12, "end", weight: 600);
        canvas.Line(left, y, axis.End, y, Paint.Line);
        if (row.Mean is double mean)
            Marker.Draw(canvas, 0, axis.At(mean), y);
    }

    private static string Description(string people, (double Low, double High) ceiling, IReadOnlyList<CeilingRow> rows) =>
        $"The noise ceiling over the people of {people} goes from {SimilarityMap.Number(ceiling.Low)} to "
        + $"{SimilarityMap.Number(ceiling.High)}. Mean over people: "
        + AlternativeText.List([.. rows.Select(row => $"{row.Name} {SimilarityMap.Number(row.Mean)}")]);
}
