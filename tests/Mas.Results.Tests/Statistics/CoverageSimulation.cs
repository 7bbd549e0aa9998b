using Mas.Results.Statistics;
using MathNet.Numerics.Distributions;

namespace Mas.Results.Tests.Statistics;

/// <summary>
/// How often the interval holds the truth, where the truth is known: intervention i of seed s is right with
/// probability σ(m + seed + intervention), both normal; m is solved so that the expected accuracy is the one asked for.
/// </summary>
public static class CoverageSimulation
{
    private const double InterventionDeviation = 1;

    /// <summary>The share of the runs in which the 95 % interval of trial IIA holds the true accuracy.</summary>
    public static double Of(int seeds, double accuracy, double seedDeviation, int interventions, int runs, int randomSeed)
    {
        Random random = new(randomSeed);
        double centre = Centre(accuracy, Math.Sqrt((seedDeviation * seedDeviation) + (InterventionDeviation * InterventionDeviation)));
        int held = 0;
        for (int run = 0; run < runs; run++)
        {
            Interval interval = AccuracyInterval.Of(Draw(random, Easy(random, interventions), centre, seeds, seedDeviation)).Interval;
            held += interval.Low <= accuracy && accuracy <= interval.High ? 1 : 0;
        }
        return (double)held / runs;
    }

    /// <summary>The same for the chance-corrected accuracy, the floor's outcomes being right where the intervention is easy, too.</summary>
    public static double OfCorrected(int seeds, double accuracy, double floor, double seedDeviation, int interventions, int runs, int randomSeed)
    {
        Random random = new(randomSeed);
        double centre = Centre(accuracy, Math.Sqrt((seedDeviation * seedDeviation) + (InterventionDeviation * InterventionDeviation)));
        double floorCentre = Centre(floor, InterventionDeviation), truth = (accuracy - floor) / (1 - floor);
        int held = 0;
        for (int run = 0; run < runs; run++)
        {
            double[] easy = Easy(random, interventions);
            Interval? interval = ChanceCorrected.Of(Draw(random, easy, centre, seeds, seedDeviation), Right(random, easy, floorCentre)).Interval;
            held += interval is not null && interval.Low <= truth && truth <= interval.High ? 1 : 0;
        }
        return (double)held / runs;
    }

    private static double[] Easy(Random random, int interventions)
    {
        double[] easy = new double[interventions];
        Normal.Samples(random, easy, 0, InterventionDeviation);
        return easy;
    }

    private static bool[][] Draw(Random random, double[] easy, double centre, int seeds, double seedDeviation)
    {
        bool[][] outcomes = new bool[seeds][];
        for (int s = 0; s < seeds; s++)
            outcomes[s] = Right(random, easy, centre + (seedDeviation * Normal.Sample(random, 0, 1)));
        return outcomes;
    }

    private static bool[] Right(Random random, double[] easy, double good) => [.. easy.Select(e => random.NextDouble() < Logistic(good + e))];

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
