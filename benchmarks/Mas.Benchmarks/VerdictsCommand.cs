using Mas.Oracles.Statistics;
using Mas.Results.Verdicts;

namespace Mas.Benchmarks;

/// <summary><c>verdicts</c>: how often one-sided bounds miss a known truth, and how often the verdict's rule concludes what, as
/// tables.</summary>
internal static class VerdictsCommand
{
    private const int RandomSeed = 2026, Directions = 4, Restarts = 3;
    private const double Sure = 0.999, Apart = 0.2, Barely = 0.005;
    private static readonly double[] s_seedDeviations = [0.5, 1, 1.5], s_deviations = [0, 1, 2],
        s_truths = [0.93, 0.94, 0.95, 0.96, 0.97, 0.98, 0.99];
    private static readonly int[] s_pools = [2000, 200, 50];
    private static readonly Option<int> s_runs = CommandParts.Option("--runs", "Repetitions of each experiment", 1000);
    private static readonly Option<int> s_interventions = CommandParts.Option("--interventions", "Test interventions", 1000);
    private static readonly Option<string> s_only = CommandParts.Option("--only", "Rows whose name holds this", "");

    private sealed record Row(string Name, Func<ExchangeSimulation, double> Share);

    public static Command Create() =>
        new Command("verdicts", "How often the bounds that decide miss a known truth, and what the verdict's rule concludes")
        { s_runs, s_interventions, s_only }
            .Does(parsed => Run(parsed.GetValue(s_runs), parsed.GetValue(s_interventions), parsed.GetValue(s_only)!));

    private static void Run(int runs, int interventions, string only)
    {
        Console.WriteLine($"{runs} repetitions, {interventions} interventions; floor {BoundSimulation.Floor}. Per cent of repetitions.");
        Console.WriteLine();
        Bounds(runs, interventions, only);
        Console.WriteLine();
        Words(runs, interventions, only);
    }

    // Below a truth near 0.9 and above one near 0.5 is where verdicts are made.
    private static void Bounds(int runs, int interventions, string only)
    {
        Print("| a bound misses | sequences |", s_deviations);
        foreach (int pool in s_pools)
        {
            BoundSimulation At(double accuracy, double deviation) => new(accuracy, pool, deviation, interventions, runs, RandomSeed);
            Print(only, $"| plain, lower bound at .9 | {pool} |", s_deviations, deviation => At(0.9, deviation).OfPlain().Low);
            Print(only, $"| plain, upper bound at .5 | {pool} |", s_deviations, deviation => At(0.5, deviation).OfPlain().High);
            Print(only, $"| corrected, lower bound at .9 | {pool} |", s_deviations, deviation => At(0.9, deviation).OfCorrected().Low);
            Print(only, $"| corrected, upper bound at .5 | {pool} |", s_deviations, deviation => At(0.5, deviation).OfCorrected().High);
            Print(
            only, $"| a null that is as good does not reach, at .9 | {pool} |", s_deviations, deviation => At(0.9, deviation).OfNull());
        }
    }

    private static void Words(int runs, int interventions, string only)
    {
        Print("| concluded | restarts |", s_seedDeviations);
        foreach (Row row in Rows())
            Print(only, $"| {row.Name} | {Restarts} |", s_seedDeviations,
                deviation => row.Share(new ExchangeSimulation(Restarts, deviation, interventions, runs, RandomSeed)));
    }

    private static IEnumerable<Row> Rows()
    {
        double same = ExchangeSimulation.Uncorrected(Verdict.DefaultSame - Barely),
            different = ExchangeSimulation.Uncorrected(Verdict.DefaultDifferent + Barely);
        foreach (double truth in s_truths)
            yield return new($"all reach, all truly {truth}", simulation => simulation.AllReach(All(truth)));
        yield return new("all reach, but one truly just below `same`", simulation => simulation.AllReach(One(same, Sure), Sure));
        yield return new("all reach, but all truly just below `same`", simulation => simulation.AllReach(All(same)));
        yield return new("all stay below, but one truly just above `different`",
            simulation => simulation.AllStayBelow(One(different, Apart)));
        yield return new("all stay below, but all truly just above `different`", simulation => simulation.AllStayBelow(All(different)));
        yield return new("all stay below, all truly .4", simulation => simulation.AllStayBelow(All(0.4)));
        yield return new("some reach and some cannot, but all truly just below `same`", simulation => simulation.SomeReach(All(same)));
    }

    private static double[] All(double accuracy) => [.. Enumerable.Repeat(accuracy, Directions)];

    private static double[] One(double accuracy, double others) => [accuracy, .. Enumerable.Repeat(others, Directions - 1)];

    private static void Print(string head, double[] columns)
    {
        Console.WriteLine($"{head} {string.Join(" | ", columns.Select(column => $"{column:0.0}"))} |");
        Console.WriteLine($"|---|---|{string.Concat(Enumerable.Repeat("---|", columns.Length))}");
    }

    private static void Print(string only, string row, double[] columns, Func<double, double> share)
    {
        if (!row.Contains(only, StringComparison.Ordinal))
            return;
        double[] found = new double[columns.Length];
        Parallel.For(0, columns.Length, i => found[i] = share(columns[i]));
        Console.WriteLine($"{row} {string.Join(" | ", found.Select(one => $"{100 * one:f1}"))} |");
    }
}
