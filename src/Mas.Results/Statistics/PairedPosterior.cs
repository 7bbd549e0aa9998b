using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;

namespace Mas.Results.Statistics;

/// <summary>The posterior of a table of pairs, right with × right without, of one set of interventions: Dirichlet with Jeffreys' prior of ½
/// in each cell.</summary>
internal sealed record PairedPosterior(double Both, double OnlyFirst, double OnlySecond, double Neither)
{
    private const int Draws = 10_000;
    private const double Prior = 0.5;

    /// <param name="effect">Design effect that the counts are divided by.</param>
    public PairedPosterior(bool[] first, bool[] second, double effect)
        : this(Count(first, second, true, true, effect), Count(first, second, true, false, effect),
            Count(first, second, false, true, effect), Count(first, second, false, false, effect))
    {
    }

    /// <summary>How likely the first is right no more often than the second. The share of the pairs that differ in which the first is
    /// right has a beta distribution, whatever the other pairs are.</summary>
    public double NotAbove => Beta.CDF(OnlyFirst + Prior, OnlySecond + Prior, 0.5);

    /// <summary>Draws of (p − f)/(1 − f), p the accuracy of the first and f that of the second, in rising order.</summary>
    public double[] Corrected(ulong seed)
    {
        var random = new Xoshiro256StarStar(unchecked((int)(seed ^ (seed >> 32))), threadSafe: false);
        double[] drawn = new double[Draws];
        for (int i = 0; i < Draws; i++)
        {
            double gained = Gamma(OnlyFirst), lost = Gamma(OnlySecond), neither = Gamma(Neither);
            drawn[i] = (gained - lost) / (gained + neither);
        }
        Array.Sort(drawn);
        return drawn;

        double Gamma(double count) => MathNet.Numerics.Distributions.Gamma.Sample(random, count + Prior, 1);
    }

    private static double Count(bool[] first, bool[] second, bool inFirst, bool inSecond, double effect) =>
        first.Zip(second).Count(pair => pair == (inFirst, inSecond)) / effect;
}
