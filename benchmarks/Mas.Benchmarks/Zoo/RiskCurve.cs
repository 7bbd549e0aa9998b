using Mas.Results.Statistics;

namespace Mas.Benchmarks.Zoo;

/// <summary>How often a number is wrong where it answers, against how often it answers. It answers <i>alike</i> above a threshold and
/// <i>unlike</i> below it. The threshold of a pair is the one that does best on the pairs that share no independently made network with it,
/// and the pair's margin is the share of those pairs whose value lies between its own and the threshold. It abstains where the margin is
/// smallest.</summary>
/// <remarks>Best is the threshold with the smallest mean of both error rates, that of alike and that of unlike pairs, halfway between two
/// neighbouring values; of several the middle one, of two middle ones the lower. Pairs that are left with alike or unlike pairs alone have
/// no threshold: they come last, and half of them count as wrong.</remarks>
/// <param name="Risk">[pairs] share of wrong answers among the first k + 1 pairs, the largest margins first; equal margins come in
/// together, each wrong to the share of wrong ones among them.</param>
internal sealed record RiskCurve(string Measure, IReadOnlyList<double> Risk)
{
    /// <summary>Mean of the risks at every coverage.</summary>
    public double Area => Risk.Average();

    /// <summary>Where every pair is answered.</summary>
    public double Whole => Risk[^1];

    /// <summary>Where so many pairs are answered; NaN for none.</summary>
    public double At(int answered) => answered == 0 ? double.NaN : Risk[answered - 1];

    /// <param name="origins">By network, the one that it was made from, or itself.</param>
    public static RiskCurve Of(string measure, IReadOnlyList<LabelledPair> pairs, IReadOnlyDictionary<string, string> origins)
    {
        (double Margin, double Wrong)[] answers = [.. pairs.Select(pair => Answer(pair, Apart(pair, pairs, origins)))];
        var wrong = new List<double>();
        foreach (IGrouping<double, (double Margin, double Wrong)> tied in answers.GroupBy(one => one.Margin)
            .OrderByDescending(group => group.Key))
        {
            double share = tied.Average(one => one.Wrong);
            wrong.AddRange(tied.Select(_ => share));
        }
        double sum = 0;
        return new RiskCurve(measure, [.. wrong.Select((one, k) => (sum += one) / (k + 1))]);
    }

    // Those that have no independently made network in common with it.
    private static LabelledPair[] Apart(
        LabelledPair pair, IReadOnlyList<LabelledPair> pairs, IReadOnlyDictionary<string, string> origins)
    {
        string[] own = [origins[pair.One], origins[pair.Other]];
        return [.. pairs.Where(other => !own.Contains(origins[other.One]) && !own.Contains(origins[other.Other]))];
    }

    private static (double Margin, double Wrong) Answer(LabelledPair pair, LabelledPair[] others)
    {
        if (Threshold(others) is not double threshold)
            return (-1, 0.5);
        (double low, double high) = pair.Similarity < threshold ? (pair.Similarity, threshold) : (threshold, pair.Similarity);
        double between = others.Count(other => other.Similarity > low && other.Similarity < high);
        return (between / others.Length, pair.Similarity > threshold == pair.IsAlike ? 0 : 1);
    }

    /// <summary>The best threshold of these pairs; null where they are not of both kinds, or all have one value.</summary>
    public static double? Threshold(IReadOnlyList<LabelledPair> pairs)
    {
        int alike = pairs.Count(pair => pair.IsAlike), unlike = pairs.Count - alike;
        double[] values = [.. pairs.Select(pair => pair.Similarity).Distinct().Order()];
        if (alike == 0 || unlike == 0 || values.Length < 2)
            return null;
        // The mean of both rates, times twice both numbers: whole, so that equal ones are found equal.
        int Errors(double threshold) => unlike * pairs.Count(pair => pair.IsAlike && pair.Similarity < threshold)
            + alike * pairs.Count(pair => !pair.IsAlike && pair.Similarity > threshold);
        (double At, int Errors)[] candidates =
            [.. values.Zip(values.Skip(1), (low, high) => (low + high) / 2).Select(at => (at, Errors(at)))];
        int fewest = candidates.Min(candidate => candidate.Errors);
        double[] best = [.. candidates.Where(candidate => candidate.Errors == fewest).Select(candidate => candidate.At)];
        return best[(best.Length - 1) / 2];
    }
}
