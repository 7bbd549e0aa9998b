using Mas.Oracles.Statistics;
using Xunit;

namespace Mas.Results.Tests.Statistics;

/// <summary>The small form of the table in docs/reference/statistics.md, whose larger form the benchmarks print.</summary>
public sealed class CoverageTests
{
    private const int Interventions = 300, Runs = 300;
    private const double Least = 0.9;

    [Theory]
    [CombinatorialCoverage(new[] { 3, 10 }, new[] { 0.05, 0.5, 0.9, 0.995 }, new[] { 0, 0.5, 1.5 })]
    public void The_interval_of_accuracy_holds_the_truth(int seeds, double accuracy, double seedDeviation) =>
        Assert.InRange(Simulation(seeds, accuracy, seedDeviation).OfAccuracy(), Least, 1);

    [Theory]
    [CombinatorialCoverage(new[] { 1, 2 }, new[] { 0.05, 0.5, 0.9, 0.995 }, new[] { 0.0 })]
    public void The_interval_of_accuracy_of_few_seeds_holds_the_truth_where_seeds_agree(int seeds, double accuracy, double seedDeviation) =>
        Assert.InRange(Simulation(seeds, accuracy, seedDeviation).OfAccuracy(), Least, 1);

    [Theory]
    [CombinatorialCoverage(new[] { 3, 10 }, new[] { 0.2, 0.5, 0.9, 0.995 }, new[] { 0, 0.5, 1.5 })]
    public void The_interval_of_corrected_accuracy_holds_the_truth(int seeds, double accuracy, double seedDeviation) =>
        Assert.InRange(Simulation(seeds, accuracy, seedDeviation).OfCorrected(), Least, 1);

    [Theory]
    [CombinatorialCoverage(new[] { 1 }, new[] { 0.2, 0.5, 0.9, 0.995 }, new[] { 0.0 })]
    public void The_interval_of_corrected_accuracy_of_one_seed_holds_the_truth(int seeds, double accuracy, double seedDeviation) =>
        Assert.InRange(Simulation(seeds, accuracy, seedDeviation).OfCorrected(), Least, 1);

    [Theory]
    [CombinatorialCoverage(new[] { 3, 10 }, new[] { 0.05, 0.5, 0.9, 0.995 }, new[] { 0, 0.5, 1.5 })]
    public void The_interval_of_a_difference_holds_the_truth_where_there_is_one_and_where_there_is_none(
        int seeds, double accuracy, double seedDeviation)
    {
        Assert.InRange(Simulation(seeds, accuracy, seedDeviation).OfDifference(0.8), Least, 1);
        Assert.InRange(Simulation(seeds, accuracy, seedDeviation).OfDifference(1), Least, 1);
    }

    [Theory]
    [CombinatorialCoverage(new[] { 3, 10 }, new[] { 0.5, 0.9, 0.995 }, new[] { 0, 1.5 })]
    public void The_intervals_of_six_differences_at_once_hold_all_their_truths(int seeds, double accuracy, double seedDeviation) =>
        Assert.InRange(Simulation(seeds, accuracy, seedDeviation).OfDifferences([1, 1, 1, 0.9, 0.8, 0.5]), Least, 1);

    [Theory]
    [CombinatorialCoverage(new[] { 3, 10 }, new[] { 0.05, 0.5, 0.9, 0.995 }, new[] { 0, 0.5, 1.5 })]
    public void The_interval_over_networks_holds_the_truth(int networks, double accuracy, double networkDeviation) =>
        Assert.InRange(Simulation(networks, accuracy, networkDeviation).OfNetworks(), Least, 1);

    [Theory]
    [CombinatorialCoverage(new[] { 3, 6 }, new[] { 0.05, 0.5, 0.9, 0.995 }, new[] { 0, 0.5, 1.5 })]
    public void The_interval_over_directions_between_networks_holds_the_truth(int networks, double accuracy, double networkDeviation) =>
        Assert.InRange(Simulation(networks, accuracy, networkDeviation).OfNetworkPairs(), Least, 1);

    private static CoverageSimulation Simulation(int seeds, double accuracy, double seedDeviation) =>
        new(seeds, accuracy, seedDeviation, Interventions, Runs, RandomSeed: 11);
}
