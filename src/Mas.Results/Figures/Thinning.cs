namespace Mas.Results.Figures;

/// <summary>Leaves out the points of a line that nobody could see: the line through the rest passes each of them within a fraction of a
/// pixel (Ramer, 1972; Douglas and Peucker, 1973).</summary>
internal static class Thinning
{
    /// <summary>In CSS pixels; less than half of the thinnest line.</summary>
    public const double Tolerance = 0.3;

    public static IReadOnlyList<(double X, double Y)> Of(IReadOnlyList<(double X, double Y)> line)
    {
        if (line.Count < 3)
            return line;
        bool[] kept = new bool[line.Count];
        kept[0] = kept[^1] = true;
        Stack<(int From, int To)> spans = new([(0, line.Count - 1)]);
        while (spans.TryPop(out (int From, int To) span))
        {
            int furthest = Enumerable.Range(span.From, span.To - span.From).MaxBy(i => Distance(line[i], line[span.From], line[span.To]));
            if (Distance(line[furthest], line[span.From], line[span.To]) <= Tolerance)
                continue;
            kept[furthest] = true;
            spans.Push((span.From, furthest));
            spans.Push((furthest, span.To));
        }
        return [.. line.Where((_, i) => kept[i])];
    }

    // The curves run from left to right, so the distance straight up or down is what the eye compares.
    private static double Distance((double X, double Y) point, (double X, double Y) from, (double X, double Y) to)
    {
        double share = to.X == from.X ? 0 : (point.X - from.X) / (to.X - from.X);
        return Math.Abs(point.Y - (from.Y + (share * (to.Y - from.Y))));
    }
}
