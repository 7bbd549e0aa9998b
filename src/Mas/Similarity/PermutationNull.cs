namespace Mas.Similarity;

/// <summary>What a measure gives where nothing belongs together: the first against whole sequences of the second in random order.</summary>
/// <param name="Deviation">Standard deviation of the permutations, with their number less 1.</param>
/// <param name="P">(1 + permutations at least as similar as the pair) / (1 + permutations) (Phipson and Smyth 2010).</param>
internal sealed record PermutationNull(double Mean, double Deviation, double P, int Permutations)
{
    /// <param name="one">Fitted by the measure; stays as it is.</param>
    /// <param name="other">Fitted by the measure; is permuted.</param>
    /// <param name="groups">Which samples belong to one sequence.</param>
    /// <param name="permutations">At least 2; a p value goes no lower than 1/(1 + permutations).</param>
    /// <param name="threads">At most; they do not change the result.</param>
    /// <exception cref="InputException">There is only one sequence.</exception>
    public static PermutationNull Of(
        SimilarityMeasure measure, Fitted one, Fitted other, SampleGroups groups, int permutations, ulong seed, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(permutations, 2);
        ArgumentOutOfRangeException.ThrowIfNotEqual(groups.Samples, other.Samples);
        double observed = measure.Score(one, other);
        var values = new double[permutations];
        SideBySide.Run(permutations, threads, i =>
        {
            using Fitted permuted = other.Reordered(groups.Permuted(SeededRandom.Derive(seed, "permutation", i)));
            values[i] = measure.Score(one, permuted);
        });
        double mean = values.Average(), deviation = Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (permutations - 1));
        int alike = values.Count(value => measure.IsDistance ? value <= observed : value >= observed);
        return new(mean, deviation, (1.0 + alike) / (1 + permutations), permutations);
    }
}
