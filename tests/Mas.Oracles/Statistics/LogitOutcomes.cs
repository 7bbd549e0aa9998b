using MathNet.Numerics.Distributions;

namespace Mas.Oracles.Statistics;

/// <summary>Outcomes whose true accuracy is known: intervention i of seed s is right with probability σ(m + seed + intervention), both
/// normal; m is solved so that the expected accuracy is the one asked for.</summary>
/// <param name="accuracy">Expected over seeds and interventions.</param>
/// <param name="seedDeviation">Standard deviation of the seeds on the logit.</param>
/// <param name="interventionDeviation">Standard deviation of the interventions on the logit.</param>
internal sealed class LogitOutcomes(double accuracy, double seedDeviation, double interventionDeviation = 1)
{
    private readonly double _centre =
        Centre(accuracy, Math.Sqrt((seedDeviation * seedDeviation) + (interventionDeviation * interventionDeviation)));

    public double Accuracy => accuracy;

    /// <summary>[interventions] how easy each is, for all that are tested on them; deviation 1.</summary>
    public static double[] Easy(Random random, int interventions)
    {
        double[] easy = new double[interventions];
        Normal.Samples(random, easy, 0, 1);
        return easy;
    }

    /// <summary>[seeds][interventions]</summary>
    public bool[][] Draw(Random random, double[] easy, int seeds) =>
        [.. Enumerable.Range(0, seeds).Select(_ => Draw(random, easy, Effect(random)))];

    /// <summary>[interventions] the outcomes of one seed.</summary>
    public bool[] Draw(Random random, double[] easy, double effect) =>
        [.. easy.Select(e => random.NextDouble() < Logistic(_centre + effect + e))];

    /// <summary>What sets a seed apart.</summary>
    public double Effect(Random random) => seedDeviation * Normal.Sample(random, 0, 1);

    private static double Centre(double accuracy, double deviation)
    {
        double low = -40, high = 40;
        for (int i = 0; i < 80; i++)
        {
            double middle = (low + high) / 2;
            if (Expected(middle, deviation) < accuracy)
                low = middle;
            else
                high = middle;
        }
        return low;
    }

    // The mean of σ(centre + deviation·z), z standard normal, by the trapezium rule, which is exact enough for a Gaussian.
    private static double Expected(double centre, double deviation)
    {
        double sum = 0;
        for (int i = -400; i <= 400; i++)
            sum += Normal.PDF(0, 1, i / 40.0) * Logistic(centre + (deviation * i / 40.0)) / 40.0;
        return sum;
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
