using MathNet.Numerics.Random;

namespace Mas.Results.Statistics;

/// <summary>Figures of text pairs, resampled by texts: source texts and target texts are drawn independently with replacement, and a pair
/// weighs the times that its source text was drawn times the times that its target text was (the pigeonhole bootstrap; Owen, 2007).
/// Outcomes are shares, a row's mean over its positions, because the predictions of one row are not independent.</summary>
internal sealed class TextBootstrap
{
    private const int UsualDraws = 10_000;

    private readonly TextPairs _pairs;
    private readonly IReadOnlyList<double[]> _outcomes;
    private readonly double[][] _drawn; // [figures][draws], in the order of the draws

    /// <param name="outcomes">[figures][pairs] each 0..1, all on the same pairs: one draw of texts serves them all.</param>
    /// <exception cref="ArgumentException">There is no pair, or a figure has another number of outcomes.</exception>
    public TextBootstrap(TextPairs pairs, IReadOnlyList<double[]> outcomes, ulong seed, int draws = UsualDraws)
    {
        if (pairs.Count == 0 || pairs.Targets.Length != pairs.Count || outcomes.Any(one => one.Length != pairs.Count))
            throw new ArgumentException("every pair has its two texts and an outcome of each figure, and there is one at least",
                nameof(outcomes));
        (_pairs, _outcomes) = (pairs, outcomes);
        _drawn = pairs.Texts < 2 ? [] : Draw(seed, draws);
    }

    /// <summary>The mean of a figure; null where one side has a single text, which says nothing of others.</summary>
    public TextFigure? Mean(int figure) => Of(_outcomes[figure].Average(), _outcomes[figure], Drawn(figure), 1, (0, 1));

    /// <summary>One figure minus another on the same pairs; null as above.</summary>
    public TextFigure? Difference(int first, int second)
    {
        double[] rest = [.. _outcomes[first].Zip(_outcomes[second], (y, g) => y - g)];
        return Of(rest.Average(), rest, [.. Drawn(first).Zip(Drawn(second), (y, g) => y - g)], 2, (-1, 1));
    }

    /// <summary>(p − f)/(1 − f), p the mean of one figure and f that of its floor; null as above, and where the floor is 1.</summary>
    public TextFigure? Corrected(int figure, int floor)
    {
        double p = _outcomes[figure].Average(), f = _outcomes[floor].Average();
        if (f >= 1)
            return null;
        double value = (p - f) / (1 - f);
        // To first order, in units of p, the error of the value is that of the mean of y − (1 − value)·g.
        double[] rest = [.. _outcomes[figure].Zip(_outcomes[floor], (y, g) => (y - ((1 - value) * g)) / (1 - f))];
        return Of(value, rest, [.. Drawn(figure).Zip(Drawn(floor), Correct)], 1 / (1 - f), (double.NegativeInfinity, 1));
    }

    // Texts whose floor is 1 leave nothing to gain.
    private static double Correct(double p, double f) => f >= 1 ? 0 : (p - f) / (1 - f);

    private double[] Drawn(int figure) => _drawn.Length == 0 ? [] : _drawn[figure];

    private TextFigure? Of(double value, double[] rest, double[] drawn, double unit, (double, double) range)
    {
        if (drawn.Length == 0)
            return null;
        double centre = rest.Average(), n = rest.Length;
        double independent = rest.Sum(one => (one - centre) * (one - centre)) / (n * n);
        double variance = independent * _pairs.DesignEffect(rest) * _pairs.Texts / (_pairs.Texts - 1);
        return new TextFigure(value, drawn, variance, _pairs.Texts, unit, range);
    }

    private double[][] Draw(ulong seed, int draws)
    {
        var random = new Xoshiro256StarStar(unchecked((int)(seed ^ (seed >> 32))), threadSafe: false);
        int[] sources = Numbered(_pairs.Sources), targets = Numbered(_pairs.Targets);
        int[] timesOfSources = new int[_pairs.SourceTexts], timesOfTargets = new int[_pairs.TargetTexts];
        double[][] drawn = [.. _outcomes.Select(_ => new double[draws])];
        double[] weights = new double[_pairs.Count];
        for (int draw = 0; draw < draws; draw++)
        {
            double all = 0;
            // Of any pair both texts are drawn in a third of all draws or more: a draw without any pair does not recur for ever.
            while (all == 0)
            {
                Times(random, timesOfSources);
                Times(random, timesOfTargets);
                for (int pair = 0; pair < weights.Length; pair++)
                    all += weights[pair] = timesOfSources[sources[pair]] * timesOfTargets[targets[pair]];
            }
            for (int figure = 0; figure < drawn.Length; figure++)
                drawn[figure][draw] = Weighted(_outcomes[figure], weights) / all;
        }
        return drawn;
    }

    private static double Weighted(double[] values, double[] weights)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
            sum += weights[i] * values[i];
        return sum;
    }

    private static void Times(Xoshiro256StarStar random, int[] times)
    {
        Array.Clear(times);
        for (int i = 0; i < times.Length; i++)
            times[random.Next(times.Length)]++;
    }

    private static int[] Numbered(int[] texts)
    {
        Dictionary<int, int> numbers = [];
        return [.. texts.Select(text => numbers.TryGetValue(text, out int number) ? number : numbers[text] = numbers.Count)];
    }
}
