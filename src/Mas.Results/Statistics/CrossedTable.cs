using MathNet.Numerics.Distributions;

namespace Mas.Results.Statistics;

/// <summary>A table seeds × interventions with one observation per cell, both taken as random and crossed (all seeds share the test set).
/// With Y = m + seed + intervention + rest, the variance of the grand mean is σ²_seed/S + σ²_intervention/I + σ²_rest/(S·I). The variance
/// of the seeds' means over S estimates the first and the last of these, that of the interventions' means over I the second and the last.
/// The rest is thus counted with both and subtracted from neither: no estimate can be negative, and the interval errs on the wide side,
/// which few seeds need (with the rest subtracted, three seeds near 99.5 % cover 78 % instead of 95 %).</summary>
internal sealed record CrossedTable(double[] SeedMeans, int Interventions, double Mean, double SeedVariance, double InterventionVariance)
{
    /// <summary>[seeds][interventions]; with a single seed the seed part is 0.</summary>
    public static CrossedTable Of(double[][] cells)
    {
        int interventions = cells[0].Length;
        double[] bySeed = [.. cells.Select(row => row.Average())];
        double[] byIntervention = [.. Enumerable.Range(0, interventions).Select(i => cells.Average(row => row[i]))];
        return new CrossedTable(bySeed, interventions, bySeed.Average(),
            Spread.Variance(bySeed) / cells.Length, Spread.Variance(byIntervention) / interventions);
    }

    public int Seeds => SeedMeans.Length;

    /// <summary>Half of the 95 % interval of the mean.</summary>
    public double HalfWidth => HalfWidthAt(ErrorRate.Single);

    /// <summary>Half of the interval of the mean that misses as often as said: Student's t for the seeds, normal for the interventions, in
    /// quadrature.</summary>
    public double HalfWidthAt(double errorRate)
    {
        double upper = 1 - (errorRate / 2);
        double t = Seeds < 2 ? 0 : StudentT.InvCDF(0, 1, Seeds - 1, upper), z = Normal.InvCDF(0, 1, upper);
        return Math.Sqrt((t * t * SeedVariance) + (z * z * InterventionVariance));
    }
}

/// <summary>Variance with n − 1 in the denominator; 0 for a single value.</summary>
internal static class Spread
{
    public static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Length < 2 ? 0 : values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }
}
