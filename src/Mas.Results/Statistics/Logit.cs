namespace Mas.Results.Statistics;

/// <summary>The log-odds scale, on which an interval of a proportion stays inside 0..1.</summary>
internal static class Logit
{
    public static double Of(double proportion) => Math.Log(proportion / (1 - proportion));

    public static double Inverse(double logit) => 1 / (1 + Math.Exp(-logit));

    /// <summary>The interval around <paramref name="proportion"/> (strictly inside 0..1) whose half-width there is
    /// <paramref name="halfWidth"/>, carried by the delta method.</summary>
    public static Interval Around(double proportion, double halfWidth)
    {
        double carried = halfWidth / (proportion * (1 - proportion)), centre = Of(proportion);
        return new Interval(Inverse(centre - carried), Inverse(centre + carried));
    }
}
