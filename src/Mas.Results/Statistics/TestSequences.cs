namespace Mas.Results.Statistics;

/// <summary>Which natural sequences the interventions of a test set are made of. Two interventions that share one are not independent: what
/// is hard about the sequence is hard for both. A bootstrap over sequences sees this.</summary>
/// <param name="Sources">[interventions][donors] identifies each donor's sequence; nothing but equality counts.</param>
/// <param name="Targets">[interventions] the target's sequence; numbers of its own, whatever the sources' are.</param>
internal sealed record TestSequences(int[][] Sources, int[] Targets)
{
    /// <summary>Of interventions with one donor each.</summary>
    public static TestSequences Of(int[] sources, int[] targets) => new([.. sources.Select(source => new[] { source })], targets);

    /// <summary>Of these interventions only.</summary>
    public TestSequences Only(int[] interventions) =>
        new([.. interventions.Select(i => Sources[i])], [.. interventions.Select(i => Targets[i])]);

    /// <summary>How many times larger the variance of a mean is than if no two interventions shared a sequence, 1 or more: that of a
    /// bootstrap over source sequences plus that of one over target sequences, minus that of one over interventions, which both of them
    /// contain (Cameron, Gelbach and Miller, 2011). The variance of each such bootstrap is a sum of squares, so that no replicate is
    /// drawn.</summary>
    /// <param name="values">[interventions]</param>
    public double DesignEffect(double[] values)
    {
        if (values.Length != Targets.Length || values.Length != Sources.Length)
            throw new ArgumentException("every intervention needs its sequences", nameof(values));
        double mean = values.Average(), independent = values.Sum(value => (value - mean) * (value - mean));
        return independent == 0 ? 1
            : 1 + ((Shared(values, mean, i => Sources[i].Distinct()) + Shared(values, mean, i => [Targets[i]])) / independent);
    }

    // What pairs of interventions that share a sequence add; chance alone can make it negative.
    private static double Shared(double[] values, double mean, Func<int, IEnumerable<int>> sequences)
    {
        Dictionary<int, (double Sum, double Squares)> found = [];
        for (int i = 0; i < values.Length; i++)
            foreach (int sequence in sequences(i))
            {
                (double sum, double squares) = found.GetValueOrDefault(sequence);
                double rest = values[i] - mean;
                found[sequence] = (sum + rest, squares + (rest * rest));
            }
        return Math.Max(0, found.Values.Sum(one => (one.Sum * one.Sum) - one.Squares));
    }
}
