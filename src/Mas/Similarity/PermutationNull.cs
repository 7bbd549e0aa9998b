namespace Mas.Similarity;

/// <summary>What a measure gives where nothing belongs together.</summary>
/// <param name="Deviation">Standard deviation of the permutations, with their number less 1.</param>
/// <param name="P">(1 + permutations at least as similar as the pair) / (1 + permutations) (Phipson and Smyth 2010).</param>
internal sealed record PermutationNull(double Mean, double Deviation, double P, int Permutations)
{
    private const double Tie = 1e-9; // of the value: what differs by less differs by rounding

    /// <summary>The first against whole sequences of the second in random order.</summary>
    /// <param name="one">Fitted by the measure; stays as it is.</param>
    /// <param name="other">Fitted by the measure; is permuted.</param>
    /// <param name="groups">Which samples belong to one sequence.</param>
    /// <param name="permutations">At least 2; a p value goes no lower than 1/(1 + permutations).</param>
    /// <param name="threads">At most; they do not change the result.</param>
    /// <exception cref="InputException">There is only one sequence.</exception>
    public static PermutationNull Of(
        SimilarityMeasure measure, Fitted one, Fitted other, SampleGroups groups, int permutations, ulong seed, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(groups.Samples, other.Samples);
        return Of(measure, measure.Score(one, other), permutations, seed, threads, permutation =>
        {
            using Fitted permuted = other.Reordered(groups.Permuted(permutation));
            return measure.Score(one, permuted);
        });
    }

    /// <summary>The distinct latents of one of both exchanged for one another at random: where they are fewer than the sequences, it is
    /// they that could have been others.</summary>
    /// <param name="exchanged">Of the two the one that has fewer distinct latents.</param>
    /// <param name="fixedOne">The other, fitted by the measure.</param>
    /// <param name="observed">The value of the pair.</param>
    /// <param name="isFirst">Whether a measure with a direction goes from the one whose latents are exchanged.</param>
    public static PermutationNull OfLatents(
        SimilarityMeasure measure, Representation exchanged, Fitted fixedOne, double observed, bool isFirst, int permutations, ulong seed)
    {
        DistinctLatents latents = exchanged.Distinct;
        return Of(measure, observed, permutations, seed, threads: 1, permutation =>
        {
            using Representation rows = exchanged.Rows(latents.Exchanged(permutation));
            using Fitted permuted = measure.Fit(rows);
            return isFirst ? measure.Score(permuted, fixedOne) : measure.Score(fixedOne, permuted);
        });
    }

    private static PermutationNull Of(
        SimilarityMeasure measure, double observed, int permutations, ulong seed, int threads, Func<ulong, double> permuted)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(permutations, 2);
        var values = new double[permutations];
        SideBySide.Run(permutations, threads, i => values[i] = permuted(SeededRandom.Derive(seed, "permutation", i)));
        double mean = values.Average(), deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (permutations - 1));
        double tie = Tie * Math.Abs(observed);
        int alike = values.Count(value => measure.IsDistance ? value <= observed + tie : value >= observed - tie);
        return new(mean, deviation, (1.0 + alike) / (1 + permutations), permutations);
    }
}
