using Mas.Oracles.Statistics;

namespace Mas.Benchmarks;

/// <summary><c>coverage</c>: how often each interval holds the truth, over accuracies and seed deviations, as a table.</summary>
internal static class CoverageCommand
{
    private const int RandomSeed = 2026;
    private static readonly double[] s_accuracies = [0.05, 0.2, 0.5, 0.8, 0.9, 0.95, 0.98, 0.995], s_deviations = [0, 0.5, 1, 1.5];
    private static readonly Option<int> s_runs = CommandParts.Option("--runs", "Repetitions of each experiment", 2000);
    private static readonly Option<int> s_interventions = CommandParts.Option("--interventions", "Test interventions", 300);
    private static readonly Option<string> s_only = CommandParts.Option("--only", "Intervals whose name holds this", "");

    public static Command Create() =>
        new Command("coverage", "How often each interval design holds a known truth") { s_runs, s_interventions, s_only }
            .Does(parsed => Run(parsed.GetValue(s_runs), parsed.GetValue(s_interventions), parsed.GetValue(s_only)!));

    private static void Run(int runs, int interventions, string only)
    {
        Console.WriteLine($"{runs} simulated experiments for each of {s_accuracies.Length} accuracies ({string.Join(", ", s_accuracies)}), "
            + $"{interventions} test interventions.");
        Console.WriteLine("Lowest coverage over the accuracies, and where; in brackets the mean. Columns: standard deviation of seeds, or "
            + "networks, on the logit.");
        Console.WriteLine();
        Console.WriteLine($"| interval | seeds | {string.Join(" | ", s_deviations.Select(deviation => $"{deviation:0.0}"))} |");
        Console.WriteLine($"|---|---|{string.Concat(Enumerable.Repeat("---|", s_deviations.Length))}");
        foreach (CoverageDesign design in CoverageDesign.All.Where(design => design.Name.Contains(only, StringComparison.Ordinal)))
            foreach (int seeds in design.Seeds)
                Console.WriteLine($"| {design.Name} | {seeds} | "
                    + $"{string.Join(" | ", s_deviations.Select(deviation => Cell(design, seeds, deviation, interventions, runs)))} |");
    }

    private static string Cell(CoverageDesign design, int seeds, double deviation, int interventions, int runs)
    {
        double[] coverage = new double[s_accuracies.Length];
        Parallel.For(0, coverage.Length, i => coverage[i] =
            design.Coverage(new CoverageSimulation(seeds, s_accuracies[i], deviation, interventions, runs, RandomSeed)));
        int lowest = Array.IndexOf(coverage, coverage.Min());
        return $"{100 * coverage[lowest]:f1} at {s_accuracies[lowest]} ({100 * coverage.Average():f1})";
    }
}

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
