namespace Mas.Results.Statistics;

/// <summary>Chance-corrected accuracy c = (p − f)/(1 − f) with the uncertainty of the floor f carried along. The floor is measured on the
/// same interventions, so the two are a pair: to first order, in units of p, the error of c is that of the table v[s,i] = y[s,i] − (1 −
/// c)(g[i] − f), where y are the outcomes and g those of the floor. Its half-width (the same design as the accuracy's own) is carried to
/// the logit of p, and the interval is mapped through (p − f)/(1 − f). Where the floor makes the half-width larger than the accuracy's own,
/// the accuracy's interval is widened by the rest. So a floor without variance leaves the accuracy's own interval, and c never passes
/// 1.</summary>
/// <param name="Value">Null where the floor is 1: there is nothing left to gain.</param>
/// <param name="Interval">95 % interval; null with <paramref name="Value"/>.</param>
internal sealed record ChanceCorrected(double? Value, Interval? Interval)
{
    /// <param name="outcomes">[seeds][interventions]</param>
    /// <param name="floor">[interventions], of the unchanged target, which no alignment seed can change</param>
    public static ChanceCorrected Of(bool[][] outcomes, bool[] floor)
    {
        double[][] cells = Outcomes.Numbers(outcomes);
        if (floor.Length != cells[0].Length)
            throw new ArgumentException("the floor must be measured on the same interventions", nameof(floor));
        double[] unchanged = Outcomes.Numbers(floor);
        double f = unchanged.Average(), p = cells.Average(row => row.Average());
        if (f == 1)
            return new ChanceCorrected(null, null);
        double c = Correct(p, f);
        Interval interval = p is 0 or 1 ? Corner(p, f, floor.Length) : Paired(cells, unchanged, p, f, c);
        return new ChanceCorrected(c, interval);
    }

    private static double Correct(double p, double f) => (p - f) / (1 - f);

    // Without variance in the outcomes there is nothing to linearise: the worst of both Jeffreys' intervals.
    private static Interval Corner(double p, double f, int n)
    {
        Interval accuracy = JeffreysInterval.Of(p * n, n), floor = JeffreysInterval.Of(f * n, n);
        return new Interval(Correct(accuracy.Low, floor.High), p == 1 ? 1 : Correct(accuracy.High, floor.Low));
    }

    private static Interval Paired(double[][] cells, double[] floor, double p, double f, double c)
    {
        int n = floor.Length;
        double[][] linearised = [.. cells.Select(row => row.Select((y, i) => y - ((1 - c) * (floor[i] - f))).ToArray())];
        if (cells.Length < AccuracyInterval.SeedsForVariance)
        {
            double variance = Variance(cells, floor, p, f, c), effective = p * (1 - p) / variance, added = variance - (p * (1 - p) / n);
            return added <= 0
                ? Mapped(JeffreysInterval.Of(p * effective, effective), f)
                : Mapped(Widened(JeffreysInterval.Of(p * n, n), p, ErrorRate.Normal * ErrorRate.Normal * added), f);
        }
        // The floor has one row for all seeds, so each seed's mean, and with it the seed part, is the accuracy's own.
        double ofAccuracy = AccuracyInterval.WithSkewedSeeds(CrossedTable.Of(cells)).HalfWidth;
        double half = Math.Max(AccuracyInterval.WithSkewedSeeds(CrossedTable.Of(linearised)).HalfWidth, 1.0 / n);
        return half <= ofAccuracy ? Mapped(Logit.Around(p, half), f)
            : Mapped(Widened(Logit.Around(p, ofAccuracy), p, (half * half) - (ofAccuracy * ofAccuracy)), f);
    }

    // What the floor adds to the variance does not know the bounds of p: it goes on top of each arm by itself (Zou and Donner, 2008).
    private static Interval Widened(Interval accuracy, double p, double added) => new(
        p - Math.Sqrt(((p - accuracy.Low) * (p - accuracy.Low)) + added),
        Math.Min(1, p + Math.Sqrt(((accuracy.High - p) * (accuracy.High - p)) + added)));

    private static Interval Mapped(Interval accuracy, double f) => new(Correct(accuracy.Low, f), Correct(accuracy.High, f));

    // One or two seeds: the binomial variance of Jeffreys' design, the floor's own, and what the pair has in common.
    private static double Variance(double[][] cells, double[] floor, double p, double f, double c)
    {
        int n = floor.Length;
        double common = Enumerable.Range(0, n).Average(i => (cells.Average(row => row[i]) - p) * (floor[i] - f));
        double variance = ((p * (1 - p)) + ((1 - c) * (1 - c) * f * (1 - f)) - (2 * (1 - c) * common)) / n;
        // A pair that never differs is no proof that it never would: one intervention in n is never ruled out.
        return Math.Max(variance, 1.0 / n / n);
    }
}
