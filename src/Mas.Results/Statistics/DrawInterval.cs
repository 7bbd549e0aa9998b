using MathNet.Numerics.Distributions;

namespace Mas.Results.Statistics;

/// <summary>The mean over independent draws with its 95 % interval: Student's t over the draws, on the plain scale, because measures such
/// as a debiased CKA can be negative. Ends beyond what the measure can be are cut.</summary>
/// <param name="Interval">Null where one draw alone has a value.</param>
internal sealed record DrawInterval(double Mean, Interval? Interval, int Draws)
{
    /// <param name="values">One for each draw, at least one.</param>
    /// <param name="low">The least that the mean can be.</param>
    /// <param name="high">The most that it can be.</param>
    public static DrawInterval Of(IReadOnlyList<double> values, double low, double high)
    {
        int draws = values.Count;
        double mean = values.Average();
        if (draws < 2)
            return new(mean, null, draws);
        double t = StudentT.InvCDF(0, 1, draws - 1, 1 - (ErrorRate.Single / 2));
        double half = t * Math.Sqrt(Spread.Variance([.. values]) / draws);
        return new(mean, new(Math.Max(low, mean - half), Math.Min(high, mean + half)), draws);
    }
}
