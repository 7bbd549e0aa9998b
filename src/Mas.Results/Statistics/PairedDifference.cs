namespace Mas.Results.Statistics;

/// <summary>
/// The difference of two accuracies on the same interventions, with a 95 % interval of the same design as
/// <see cref="AccuracyInterval"/>: the table of differences is one of crossed effects, and (1 + difference)/2 is
/// carried to the logit, so that the interval stays inside −1..1.
/// </summary>
public sealed record PairedDifference(double Mean, Interval Interval, string Design)
{
    /// <param name="a">[seeds][interventions]</param>
    /// <param name="b">[seeds][interventions], of the same seeds, or one row for what does not depend on the seed</param>
    public static PairedDifference Of(bool[][] a, bool[][] b)
    {
        double[][] left = Outcomes.Numbers(a), right = Outcomes.Numbers(b);
        if (left[0].Length != right[0].Length || (right.Length != left.Length && right.Length != 1))
            throw new ArgumentException("both must be tested on the same interventions, with the same seeds or with one row on the right", nameof(b));
        CrossedTable table = CrossedTable.Of([.. left.Select((row, s) => Difference(row, right[right.Length == 1 ? 0 : s]))]);
        string design = left.Length >= AccuracyInterval.SeedsForVariance ? AccuracyInterval.Crossed : AccuracyInterval.InterventionsOnly;
        return new PairedDifference(table.Mean, Around(table, design), design);
    }

    private static double[] Difference(double[] a, double[] b) => [.. a.Select((value, i) => value - b[i])];

    private static Interval Around(CrossedTable table, string design)
    {
        int n = table.Interventions;
        double half = (1 + table.Mean) / 2;
        if (half is 0 or 1)
            return Stretch(JeffreysInterval.Of(half * n, n));
        CrossedTable used = design == AccuracyInterval.Crossed ? table : table with { SeedVariance = 0 };
        // A pair that never differs is no proof that it never would: one intervention in n is never ruled out.
        return Stretch(Logit.Around(half, Math.Max(used.HalfWidth, 1.0 / n) / 2));
    }

    private static Interval Stretch(Interval halves) => new((2 * halves.Low) - 1, (2 * halves.High) - 1);
}
