namespace Mas.Results.Statistics;

/// <summary>The difference of two accuracies on the same interventions, with an interval of the same design as
/// <see cref="AccuracyInterval"/>: the table of differences is one of crossed effects, and (1 + difference)/2 is carried to the logit, so
/// that the interval stays inside −1..1.</summary>
internal sealed record PairedDifference(double Mean, Interval Interval, string Design)
{
    /// <param name="a">[seeds][interventions]</param>
    /// <param name="b">[seeds][interventions], of the same seeds, or one row for what does not depend on the seed</param>
    /// <param name="comparisons">How many differences their intervals are to hold together (<see cref="ErrorRate"/>); 1 for a 95 % interval
    /// by itself.</param>
    public static PairedDifference Of(bool[][] a, bool[][] b, int comparisons = 1)
    {
        double[][] left = Outcomes.Numbers(a), right = Outcomes.Numbers(b);
        if (left[0].Length != right[0].Length || (right.Length != left.Length && right.Length != 1))
            throw new ArgumentException("both must be tested on the same interventions, with the same seeds or with one row on the right",
                nameof(b));
        CrossedTable table = CrossedTable.Of([.. left.Select((row, s) => Difference(row, right[right.Length == 1 ? 0 : s]))]);
        bool isCrossed = table.Seeds >= AccuracyInterval.SeedsForVariance && Math.Abs(table.Mean) < 1;
        double seedVariance = isCrossed ? table.SeedVariance + Unseen(left) + Unseen(right) : 0;
        return new PairedDifference(table.Mean, Around(table with { SeedVariance = seedVariance }, ErrorRate.Shared(comparisons)),
            isCrossed ? AccuracyInterval.Crossed : AccuracyInterval.InterventionsOnly);
    }

    private static double[] Difference(double[] a, double[] b) => [.. a.Select((value, i) => value - b[i])];

    // What a few seeds of a skewed side have not shown of their variance (LogitNormal), over what they have.
    private static double Unseen(double[][] side)
    {
        CrossedTable table = CrossedTable.Of(side);
        return table.Mean is 0 or 1 ? 0 : AccuracyInterval.WithSkewedSeeds(table).SeedVariance - table.SeedVariance;
    }

    private static Interval Around(CrossedTable table, double errorRate)
    {
        int n = table.Interventions;
        double half = (1 + table.Mean) / 2;
        if (half is 0 or 1)
            return Stretch(JeffreysInterval.Of(half * n, n, errorRate));
        // A pair that never differs is no proof that it never would: one intervention in n is never ruled out.
        return Stretch(Logit.Around(half, Math.Max(table.HalfWidthAt(errorRate), 1.0 / n) / 2));
    }

    private static Interval Stretch(Interval halves) => new((2 * halves.Low) - 1, (2 * halves.High) - 1);
}
