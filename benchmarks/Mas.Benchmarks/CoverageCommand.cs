using Mas.Oracles.Statistics;

namespace Mas.Benchmarks;

/// <summary><c>coverage</c>: how often each interval holds the truth, over accuracies and seed deviations, as a table.</summary>
internal static class CoverageCommand
{
    private const int RandomSeed = 2026;
    private static readonly double[] s_accuracies = [0.05, 0.2, 0.5, 0.8, 0.9, 0.95, 0.98, 0.995], s_deviations = [0, 0.5, 1, 1.5];
    private static readonly Option<int> s_runs = new("--runs") { Description = "Repetitions of each experiment", DefaultValueFactory = _ => 2000 };
    private static readonly Option<int> s_interventions = new("--interventions") { Description = "Test interventions", DefaultValueFactory = _ => 300 };

    private static readonly Option<string> s_only = new("--only") { Description = "Intervals whose name holds this", DefaultValueFactory = _ => "" };

    public static Command Create()
    {
        var command = new Command("coverage", "How often each interval design holds a known truth") { s_runs, s_interventions, s_only };
        command.SetAction(parsed => Run(parsed.GetValue(s_runs), parsed.GetValue(s_interventions), parsed.GetValue(s_only)!));
        return command;
    }

    private static void Run(int runs, int interventions, string only)
    {
        Console.WriteLine(Line($"{runs} simulated experiments for each of {s_accuracies.Length} accuracies ({string.Join(", ", s_accuracies.Select(accuracy => Line($"{accuracy}")))}), {interventions} test interventions."));
        Console.WriteLine("Lowest coverage over the accuracies, and where; in brackets the mean. Columns: standard deviation of seeds, or networks, on the logit.");
        Console.WriteLine();
        Console.WriteLine($"| interval | seeds | {string.Join(" | ", s_deviations.Select(deviation => Line($"{deviation:0.0}")))} |");
        Console.WriteLine($"|---|---|{string.Concat(Enumerable.Repeat("---|", s_deviations.Length))}");
        foreach (CoverageDesign design in CoverageDesign.All.Where(design => design.Name.Contains(only, StringComparison.Ordinal)))
            foreach (int seeds in design.Seeds)
                Console.WriteLine(Line($"| {design.Name} | {seeds} | {string.Join(" | ", s_deviations.Select(deviation => Cell(design, seeds, deviation, interventions, runs)))} |"));
    }

    private static string Cell(CoverageDesign design, int seeds, double deviation, int interventions, int runs)
    {
        double[] coverage = new double[s_accuracies.Length];
        Parallel.For(0, coverage.Length, i => coverage[i] = design.Coverage(new CoverageSimulation(seeds, s_accuracies[i], deviation, interventions, runs, RandomSeed)));
        int lowest = Array.IndexOf(coverage, coverage.Min());
        return Line($"{100 * coverage[lowest]:f1} at {s_accuracies[lowest]} ({100 * coverage.Average():f1})");
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
