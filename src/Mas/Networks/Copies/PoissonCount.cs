namespace Mas.Networks.Copies;

/// <summary>Counts from the Poisson distribution: how many exponential waiting times fit into one unit of time.</summary>
internal static class PoissonCount
{
    private const double Longest = 500; // exp(−500) is still a number

    /// <param name="rate">Mean count, at least 0; time grows with it.</param>
    public static int Draw(double rate, ref SeededRandom random)
    {
        int count = 0;
        for (double left = rate; left > 0; left -= Longest)
            count += Short(Math.Min(left, Longest), ref random);
        return count;
    }

    // Waiting times add up, so that their exponentials are multiplied (Knuth).
    private static int Short(double rate, ref SeededRandom random)
    {
        double limit = Math.Exp(-rate), product = 1 - random.NextDouble();
        int count = 0;
        for (; product > limit; count++)
            product *= 1 - random.NextDouble();
        return count;
    }
}
