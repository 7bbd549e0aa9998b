using Mas.Oracles.Statistics;

namespace Mas.Benchmarks;

/// <summary>One design of interval, with the numbers of seeds, or networks, at which its coverage is looked at.</summary>
internal sealed record CoverageDesign(string Name, IReadOnlyList<int> Seeds, Func<CoverageSimulation, double> Coverage)
{
    private static readonly double[] s_parts = [1, 1, 1, 0.9, 0.8, 0.5];

    public static IReadOnlyList<CoverageDesign> All { get; } =
    [
        new("trial IIA, seeds × interventions", [3, 10], simulation => simulation.OfAccuracy()),
        new("trial IIA, interventions only", [1, 2], simulation => simulation.OfAccuracy()),
        new("chance-corrected IIA", [3, 10], simulation => simulation.OfCorrected()),
        new("chance-corrected IIA, interventions only", [1, 2], simulation => simulation.OfCorrected()),
        new("paired difference of equal methods", [3, 10], simulation => simulation.OfDifference(1)),
        new("paired difference, the other at 0.8 of it", [3, 10], simulation => simulation.OfDifference(0.8)),
        new("six paired differences at once", [3, 10], simulation => simulation.OfDifferences(s_parts)),
        new("mean over networks, within each", [3, 10], simulation => simulation.OfNetworks()),
        new("mean over networks, between them", [3, 6, 10], simulation => simulation.OfNetworkPairs()),
    ];
}
