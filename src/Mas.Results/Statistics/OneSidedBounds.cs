namespace Mas.Results.Statistics;

/// <summary>An accuracy of one alignment on a test set, with bounds that are one-sided each: in at most 5 of 100 repetitions the truth lies
/// below <paramref name="Low"/>, and in at most 5 above <paramref name="High"/>. Where test sequences recur, the counts behind a bound are
/// divided by the design effect (<see cref="TestSequences"/>).</summary>
internal sealed record OneSidedBounds(double Value, double Low, double High)
{
    /// <summary>Of the share that is right: Jeffreys' quantiles of Beta(x + ½, n − x + ½), low 0 at x = 0 and high 1 at x = n.</summary>
    /// <param name="right">[interventions]</param>
    public static OneSidedBounds Plain(bool[] right, double errorRate = ErrorRate.Single, TestSequences? sequences = null)
    {
        double[] outcomes = Outcomes.Numbers([right])[0];
        double effect = sequences?.DesignEffect(outcomes) ?? 1, n = outcomes.Length / effect;
        Interval both = JeffreysInterval.Of(outcomes.Sum() / effect, n, 2 * errorRate);
        return new OneSidedBounds(outcomes.Average(), both.Low, both.High);
    }

    /// <summary>Of the chance-corrected accuracy (<see cref="CorrectedPosterior"/>); null where the floor is 1.</summary>
    /// <param name="right">[interventions] with the exchange</param>
    /// <param name="floor">[interventions] without it</param>
    public static OneSidedBounds? Corrected(
        bool[] right, bool[] floor, ulong seed, double errorRate = ErrorRate.Single, TestSequences? sequences = null) =>
        CorrectedPosterior.Of(right, floor, seed, sequences)?.Bounds(errorRate);
}
