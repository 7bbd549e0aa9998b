using MathNet.Numerics.Distributions;

namespace Mas.Results.Statistics;

/// <summary>
/// A table seeds × interventions with one observation per cell, both taken as random and crossed (all seeds share the
/// test set). With Y = m + seed + intervention + rest, the variance of the grand mean is
/// σ²_seed/S + σ²_intervention/I + σ²_rest/(S·I). The mean squares give
/// seed part = max(0, (MS_seed − MS_rest)/(S·I)) and intervention part = MS_intervention/(S·I): the rest is counted
/// with the interventions, because it has their many degrees of freedom, and that part then needs no clipping.
/// </summary>
internal sealed record CrossedTable(int Seeds, int Interventions, double Mean, double SeedVariance, double InterventionVariance)
{
    private const double Normal = 1.959963984540054; // 97.5 % quantile of the standard normal

    /// <summary>[seeds][interventions]; with a single seed the seed part is 0.</summary>
    public static CrossedTable Of(double[][] cells)
    {
        int seeds = cells.Length, interventions = cells[0].Length;
        double[] bySeed = [.. cells.Select(row => row.Average())];
        double[] byIntervention = [.. Enumerable.Range(0, interventions).Select(i => cells.Average(row => row[i]))];
        double mean = bySeed.Average();
        double meanSquareSeed = interventions * Variance(bySeed, mean);
        double meanSquareIntervention = seeds * Variance(byIntervention, mean);
        double rest = 0;
        for (int s = 0; s < seeds; s++)
            for (int i = 0; i < interventions; i++)
                rest += Math.Pow(cells[s][i] - bySeed[s] - byIntervention[i] + mean, 2);
        double meanSquareRest = rest / Math.Max(1, (seeds - 1) * (interventions - 1));
        double count = (double)seeds * interventions;
        return new CrossedTable(seeds, interventions, mean,
            Math.Max(0, meanSquareSeed - meanSquareRest) / count, meanSquareIntervention / count);
    }

    /// <summary>Half of the 95 % interval of the mean: Student's t for the seeds, normal for the interventions, in quadrature.</summary>
    public double HalfWidth
    {
        get
        {
            double t = Seeds < 2 ? 0 : StudentT.InvCDF(0, 1, Seeds - 1, 0.975);
            return Math.Sqrt((t * t * SeedVariance) + (Normal * Normal * InterventionVariance));
        }
    }

    private static double Variance(double[] values, double mean) =>
        values.Length < 2 ? 0 : values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
}
