using Xunit;

namespace Mas.Results.Tests.Statistics;

public sealed class CoverageTests
{
    private const int Interventions = 300, Runs = 300;

    // 90 % is wanted. Of 300 runs, a design that covers exactly 90 % shows fewer than 86 % once in 100 times.
    private const double Least = 0.86;

    [Theory]
    [CombinatorialCoverage(new[] { 3, 10 }, new[] { 0.05, 0.5, 0.9, 0.995 }, new[] { 0, 0.5, 1.5 })]
    public void The_interval_of_accuracy_holds_the_truth(int seeds, double accuracy, double seedDeviation) =>
        Assert.InRange(CoverageSimulation.Of(seeds, accuracy, seedDeviation, Interventions, Runs, 11), Least, 1);

    [Theory]
    [CombinatorialCoverage(new[] { 1, 2 }, new[] { 0.05, 0.5, 0.9, 0.995 }, new[] { 0.0 })]
    public void With_few_seeds_it_holds_the_truth_where_seeds_agree(int seeds, double accuracy, double seedDeviation) =>
        Assert.InRange(CoverageSimulation.Of(seeds, accuracy, seedDeviation, Interventions, Runs, 12), Least, 1);

    [Theory]
    [CombinatorialCoverage(new[] { 3, 10 }, new[] { 0.2, 0.5, 0.9, 0.995 }, new[] { 0, 0.5, 1.5 })]
    public void The_interval_of_corrected_accuracy_holds_the_truth(int seeds, double accuracy, double seedDeviation) =>
        Assert.InRange(CoverageSimulation.OfCorrected(seeds, accuracy, 0.15, seedDeviation, Interventions, Runs, 13), Least, 1);

    [Theory]
    [CombinatorialCoverage(new[] { 1 }, new[] { 0.2, 0.5, 0.9, 0.995 }, new[] { 0.0 })]
    public void With_one_seed_so_does_that_of_corrected_accuracy(int seeds, double accuracy, double seedDeviation) =>
        Assert.InRange(CoverageSimulation.OfCorrected(seeds, accuracy, 0.15, seedDeviation, Interventions, Runs, 14), Least, 1);
}
