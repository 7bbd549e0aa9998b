namespace Mas.Results.Statistics;

/// <summary>What is known of a chance-corrected accuracy (p − f)/(1 − f) of one alignment on a test set. Drawing it is the work, so bounds
/// at several error rates come from one of these.</summary>
internal sealed class CorrectedPosterior
{
    private readonly double _value;
    private readonly double[] _drawn; // rising

    private CorrectedPosterior(double value, double[] drawn) => (_value, _drawn) = (value, drawn);

    /// <summary>From the table of pairs (<see cref="PairedPosterior"/>); null where the floor f is 1.</summary>
    /// <param name="right">[interventions] with the exchange</param>
    /// <param name="floor">[interventions] without it</param>
    public static CorrectedPosterior? Of(bool[] right, bool[] floor, ulong seed, TestSequences? sequences = null)
    {
        double[][] numbers = Outcomes.Numbers([right, floor]);
        double p = numbers[0].Average(), f = numbers[1].Average();
        if (f == 1)
            return null;
        double value = (p - f) / (1 - f);
        // To first order, in units of p, the error of the value is that of the mean of y − (1 − value)·g.
        double effect = sequences?.DesignEffect([.. numbers[0].Zip(numbers[1], (y, g) => y - ((1 - value) * g))]) ?? 1;
        return new CorrectedPosterior(value, new PairedPosterior(right, floor, effect).Corrected(seed));
    }

    /// <summary>Its quantiles, each one-sided at the error rate.</summary>
    public OneSidedBounds Bounds(double errorRate = ErrorRate.Single) =>
        new(_value, Math.Min(_value, At(errorRate)), Math.Max(_value, At(1 - errorRate)));

    private double At(double share) => _drawn[(int)Math.Round(share * (_drawn.Length - 1))];
}
