namespace Mas.Results.Statistics;

/// <summary>Accuracies of seeds whose logits are normal. Near 0 and 1 their distribution is skewed: a few bad seeds carry most of the
/// variance, and a handful of seeds rarely holds one, so that the plain variance of the seeds is too small most of the time. The spread of
/// the logits shows it even then.</summary>
internal static class LogitNormal
{
    private const int Points = 40;
    private const double Reach = 5;

    /// <summary>Variance of σ(centre + deviation·z), z standard normal, where the centre gives the mean that is asked for.</summary>
    public static double Variance(double mean, double deviation)
    {
        double centre = Centre(mean, deviation);
        return Expectation(z => Math.Pow(Logit.Inverse(centre + (deviation * z)) - mean, 2));
    }

    /// <summary>Standard deviation of the logits of proportions out of <paramref name="n"/>, beyond what drawing n would give to equal
    /// ones; 0 where it is no more than that. Half a success and half a failure keep the logits and their variance, 1/(successes + ½) +
    /// 1/(failures + ½), finite.</summary>
    public static double LogitDeviation(double[] proportions, int n)
    {
        double found = Spread.Variance([.. proportions.Select(p => Logit.Of(((p * n) + 0.5) / (n + 1)))]);
        double drawn = proportions.Average(p => (1 / ((p * n) + 0.5)) + (1 / (((1 - p) * n) + 0.5)));
        return Math.Sqrt(Math.Max(0, found - drawn));
    }

    private static double Centre(double mean, double deviation)
    {
        // The mean is rising in the centre, and the centre lies further from 0 than the mean's own logit does.
        double reach = Math.Abs(Logit.Of(mean)) + (deviation * deviation) + 1;
        double low = -reach, high = reach;
        while (high - low > 1e-10 * reach)
        {
            double middle = (low + high) / 2;
            if (Expectation(z => Logit.Inverse(middle + (deviation * z))) < mean)
                low = middle;
            else
                high = middle;
        }
        return (low + high) / 2;
    }

    // The trapezium rule converges faster than any power for a Gaussian weight; 5 deviations leave out 6e-7.
    private static double Expectation(Func<double, double> of)
    {
        double sum = 0, weight = 0;
        for (int i = -Points; i <= Points; i++)
        {
            double z = Reach * i / Points, density = Math.Exp(-z * z / 2);
            sum += density * of(z);
            weight += density;
        }
        return sum / weight;
    }
}
