namespace Mas.Results.Statistics;

/// <summary>Whether a null control reaches an alignment: the paired difference, accuracy of the alignment minus that of the null on the
/// same interventions, is not above 0 at the error rate. Of the pairs that differ the alignment must be right in more than half: an exact
/// statement of the posterior of the table of pairs (<see cref="PairedPosterior"/>), and the test of McNemar (1947) with Jeffreys' prior.
/// With several nulls and directions the caller shares the error rate (<see cref="ErrorRate.Shared"/>).</summary>
internal static class NullTest
{
    /// <param name="alignment">[interventions]</param>
    /// <param name="nullOutcomes">[interventions]; null where this control has no outcome: the pair is left out.</param>
    /// <param name="sequences">Of all interventions.</param>
    /// <returns>True as well where no pair is left: what was not looked at is not beaten.</returns>
    public static bool Reaches(
        bool[] alignment, bool?[] nullOutcomes, double errorRate = ErrorRate.Single, TestSequences? sequences = null)
    {
        if (alignment.Length != nullOutcomes.Length)
            throw new ArgumentException("the null must be tested on the same interventions", nameof(nullOutcomes));
        int[] kept = [.. Enumerable.Range(0, alignment.Length).Where(i => nullOutcomes[i] is not null)];
        if (kept.Length == 0)
            return true;
        bool[] first = [.. kept.Select(i => alignment[i])], second = [.. kept.Select(i => nullOutcomes[i]!.Value)];
        double[] difference = [.. first.Zip(second, (y, g) => (y ? 1.0 : 0) - (g ? 1.0 : 0))];
        double effect = sequences?.Only(kept).DesignEffect(difference) ?? 1;
        return new PairedPosterior(first, second, effect).NotAbove > errorRate;
    }
}
