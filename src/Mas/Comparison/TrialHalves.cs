using Mas.Similarity;

namespace Mas.Comparison;

/// <summary>How well a recording agrees with itself (<c>method.md</c> section 14): the trials of each class, those of equal values, are
/// split into two random halves, and the class means of the one half are compared with those of the other. A half has fewer trials than
/// the whole, which the formula of Spearman and Brown sets right: 2r/(1 + r) of the mean r over the splits.</summary>
internal sealed class TrialHalves
{
    public const int Splits = 100;

    private readonly TrialMean[][] _classes; // [classes][trials]
    private readonly ulong _seed;
    private readonly Dictionary<string, double?> _ceilings = [];
    private IReadOnlyList<(double[][] One, double[][] Other)>? _halves;

    /// <param name="site">All trials of a recording.</param>
    public TrialHalves(RecordedSite site, ulong seed)
    {
        _seed = SeededRandom.Derive(seed, $"halves of {site.Name}");
        int[] offsets = site.Pool.Rows.Offsets;
        _classes = [.. site.Pool.PositionsByValue(int.MaxValue, onlyUsable: true).Values
            .Select(positions => positions.GroupBy(position => Trial(offsets, position)).Select(trial => trial.ToArray()).ToArray())
            .Where(trials => trials.Length > 1)
            .Select(trials => trials.Select(trial => new TrialMean(ClassMeans.Mean(site.Pool, trial), trial.Length)).ToArray())];
    }

    private IReadOnlyList<(double[][] One, double[][] Other)> Halves =>
        _halves ??= [.. Enumerable.Range(0, Splits).Select(Split)];

    /// <summary>The ceiling of a measure; null where it is a distance or has no value for halves. Worked out once, however many networks
    /// the recording is compared with.</summary>
    public double? Ceiling(SimilarityMeasure measure)
    {
        if (!_ceilings.TryGetValue(measure.Name, out double? found))
            _ceilings[measure.Name] = found = FindCeiling(measure);
        return found;
    }

    private double? FindCeiling(SimilarityMeasure measure)
    {
        if (measure.IsDistance || _classes.Length < Representation.FewestSamples)
            return null;
        double?[] values = [.. Halves.Select(pair => Compared(measure, pair.One, pair.Other))];
        return values.Contains(null) ? null : SpearmanBrown(values.Average()!.Value);
    }

    /// <summary>The reliability of the class means: their correlation over all units and classes, each unit less its mean; null where
    /// fewer than two classes have two trials.</summary>
    public double? Reliability => _classes.Length < 2 ? null
        : SpearmanBrown(Halves.Average(pair => Correlation(Centred(pair.One), Centred(pair.Other))));

    /// <summary>What a correlation of halves says of the whole.</summary>
    public static double? SpearmanBrown(double r) => r > -1 ? 2 * r / (1 + r) : null;

    private static double? Compared(SimilarityMeasure measure, double[][] one, double[][] other)
    {
        try
        {
            using Tensor first = ClassMeans.Stacked(one), second = ClassMeans.Stacked(other);
            using var a = new Representation(first);
            using var b = new Representation(second);
            return measure.Compare(a, b).Value;
        }
        catch (InputException)
        {
            return null; // as many classes as there are say nothing by this measure
        }
    }

    private (double[][] One, double[][] Other) Split(int number)
    {
        var random = new SeededRandom(SeededRandom.Derive(_seed, "split", number));
        var one = new double[_classes.Length][];
        var other = new double[_classes.Length][];
        for (int c = 0; c < _classes.Length; c++)
        {
            TrialMean[] trials = [.. _classes[c]];
            random.Shuffle<TrialMean>(trials);
            int half = trials.Length / 2;
            one[c] = Mean(trials[..half]);
            other[c] = Mean(trials[half..]);
        }
        return (one, other);
    }

    // Over all positions of the trials.
    private static double[] Mean(TrialMean[] trials)
    {
        var mean = new double[trials[0].Latent.Length];
        double positions = trials.Sum(trial => trial.Positions);
        foreach ((double[] latent, int count) in trials)
            for (int unit = 0; unit < mean.Length; unit++)
                mean[unit] += latent[unit] * (count / positions);
        return mean;
    }

    private static double[] Centred(double[][] rows)
    {
        double[] means = [.. Enumerable.Range(0, rows[0].Length).Select(unit => rows.Average(row => row[unit]))];
        return [.. rows.SelectMany(row => row.Zip(means, (value, mean) => value - mean))];
    }

    // Of values whose mean is 0; of a recording that never changes 0.
    private static double Correlation(double[] one, double[] other)
    {
        double product = one.Zip(other, (a, b) => a * b).Sum(), norms = one.Sum(a => a * a) * other.Sum(b => b * b);
        return norms > 0 ? product / Math.Sqrt(norms) : 0;
    }

    private static int Trial(int[] offsets, int position)
    {
        int found = Array.BinarySearch(offsets, position);
        return found >= 0 ? found : ~found - 1;
    }

    // The mean latent of a trial at the positions of one class, and how many these are.
    private readonly record struct TrialMean(double[] Latent, int Positions);
}
