using Mas.Oracles.Statistics;
using Xunit;

namespace Mas.Results.Tests.Statistics;

/// <summary>The small form of the first table of the benchmark <c>verdicts</c>: a bound misses the truth in 5 of 100 repetitions. Of 600 a
/// true rate of 5 % gives more than 7.5 % once in 200 tests.</summary>
public sealed class BoundErrorTests
{
    private const int Runs = 600, Interventions = 1000, Pool = 2000;
    private const double Most = 0.075;

    [Theory]
    [CombinatorialCoverage(new[] { Pool }, new[] { 0.5, 0.9 }, new[] { 0.0, 2 })]
    public void A_bound_of_an_accuracy_misses_the_truth_as_often_as_said(int pool, double accuracy, double deviation)
    {
        (double low, double high) = Simulation(pool, accuracy, deviation).OfPlain();
        Assert.InRange(low, 0.02, Most);
        Assert.InRange(high, 0.02, Most);
    }

    [Theory]
    [CombinatorialCoverage(new[] { Pool }, new[] { 0.5, 0.9 }, new[] { 0.0, 2 })]
    public void A_bound_of_a_corrected_accuracy_misses_the_truth_as_often_as_said(int pool, double accuracy, double deviation)
    {
        (double low, double high) = (Simulation(pool, accuracy, deviation) with { Runs = 300 }).OfCorrected();
        Assert.InRange(low, 0.01, 0.085);
        Assert.InRange(high, 0.01, 0.085);
    }

    [Theory]
    [CombinatorialCoverage(new[] { Pool }, new[] { 0.5, 0.95 }, new[] { 0.0, 2 })]
    public void A_null_that_is_as_good_seldom_fails_to_reach(int pool, double accuracy, double deviation) =>
        Assert.InRange(Simulation(pool, accuracy, deviation).OfNull(), 0.02, Most);

    private static BoundSimulation Simulation(int pool, double accuracy, double deviation) =>
        new(accuracy, pool, deviation, Interventions, Runs, RandomSeed: 11);
}
