namespace Mas.Results.Statistics;

/// <summary>A value with the seeds that it was got from.</summary>
/// <param name="Weight">What it counts in the mean.</param>
/// <param name="Seeds">One for each factor.</param>
internal sealed record SeededValue(double Value, double Weight, IReadOnlyList<int> Seeds);

/// <summary>95 % interval of the mean of accuracies over seeds of one kind, in one factor or in several that are crossed, such as the
/// seeds of two networks; as <see cref="NetworkSeedInterval"/> has it of directions. The variance is the jackknife's over each factor's
/// seeds, or where that is larger, that of seeds whose logits are normal; what factors have in common counts with each of them, which errs
/// on the wide side. Student's t has as many degrees of freedom as the smallest factor has seeds, less one; the half-width is carried to
/// the logit. The variance of drawing the test interventions is added once, as if all values shared them.</summary>
/// <param name="Interval">Null below three seeds of a factor.</param>
/// <param name="Seeds">Of the smallest factor that has more than one; 1 where none has.</param>
internal sealed record SeedInterval(Interval? Interval, int Seeds)
{
    /// <param name="values">At least one.</param>
    /// <param name="interventions">That each value rests on.</param>
    public static SeedInterval Of(IReadOnlyList<SeededValue> values, int interventions)
    {
        int[][] factors = [.. Enumerable.Range(0, values[0].Seeds.Count)
            .Select(factor => values.Select(value => value.Seeds[factor]).Distinct().Order().ToArray())];
        int[] varied = [.. Enumerable.Range(0, factors.Length).Where(factor => factors[factor].Length > 1)];
        int seeds = varied.Select(factor => factors[factor].Length).DefaultIfEmpty(1).Min();
        if (seeds < AccuracyInterval.SeedsForVariance)
            return new SeedInterval(null, seeds);
        double mean = Mean(values);
        if (mean is 0 or 1)
            return new SeedInterval(JeffreysInterval.Of(mean * interventions, interventions), seeds);
        double variance = varied.Sum(factor => Variance(values, factor, factors[factor], mean, interventions));
        CrossedTable table = new(new double[seeds], interventions, mean, variance, mean * (1 - mean) / interventions);
        return new SeedInterval(Logit.Around(mean, table.HalfWidth), seeds);
    }

    /// <summary>The weighted mean.</summary>
    public static double Mean(IEnumerable<SeededValue> values)
    {
        double sum = 0, weight = 0;
        foreach (SeededValue value in values)
            (sum, weight) = (sum + (value.Weight * value.Value), weight + value.Weight);
        // A sum of shares may miss its end by a rounding.
        return Math.Clamp(sum / weight, 0, 1);
    }

    private static double Variance(IReadOnlyList<SeededValue> values, int factor, int[] seeds, double mean, int interventions)
    {
        int count = seeds.Length;
        double[] without = [.. seeds.Select(seed => Mean(values.Where(value => value.Seeds[factor] != seed)))];
        double jackknife = Spread.Variance(without) * (count - 1) * (count - 1) / count;
        double[] with = [.. seeds.Select(seed => Mean(values.Where(value => value.Seeds[factor] == seed)))];
        double between = LogitNormal.Variance(mean, LogitNormal.LogitDeviation(with, interventions));
        return Math.Max(jackknife, (between + (((mean * (1 - mean)) - between) / interventions)) / count);
    }
}
