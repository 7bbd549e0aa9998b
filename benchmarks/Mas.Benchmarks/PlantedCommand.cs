using Mas.Benchmarks.Planted;
using Mas.Results.Store;

namespace Mas.Benchmarks;

/// <summary><c>planted</c>: networks of which the right answer is known, over several seeds of data and alignment: how often each truth is
/// recovered.</summary>
internal static class PlantedCommand
{
    private static readonly Option<int> s_seeds = CommandParts.Option("--seeds", "Seeds, from 1", 10);
    private static readonly Option<bool> s_small = CommandParts.Small("One seed, few interventions and steps");
    private static readonly Option<string> s_output =
        CommandParts.Option("--output", "Folder of the runs; what is there is not run again", "runs/planted-truths");
    private static readonly Option<int> s_threads = CommandParts.Threads("Threads at most");

    public static Command Create() =>
        new Command("planted", "Known truths (a permuted copy, a copy with null units, untrained networks) over ten seeds")
        { s_seeds, s_small, s_output, s_threads }.Does(parsed =>
        {
            bool small = parsed.GetValue(s_small);
            Run(small ? 1 : parsed.GetValue(s_seeds), small, parsed.GetValue(s_output)!, parsed.GetValue(s_threads));
        });

    private static void Run(int seeds, bool small, string output, int threads)
    {
        MachineLines.Print();
        var truths = new List<PlantedTruth>();
        for (int seed = 1; seed <= seeds; seed++)
        {
            RunRecord copies = Run("planted.yaml", seed, small, output, threads, "analyses=[smallest-subspace]");
            RunRecord idle = Run("planted-null.yaml", seed, small, output, threads);
            Run("planted-null.yaml", seed, small, output, threads,
                "name=planted-exchange", "alignment.method=[mas, stitching]", "analyses=[]");
            (IReadOnlyList<PlantedExchange> exchanged, double angle) =
                PlantedExchange.Of(Folder(output, "planted-exchange", seed), threads);
            truths.AddRange(PlantedFindings.Of(copies, idle, angle, exchanged));
            Console.Error.WriteLine($"seed {seed} of {seeds} done");
        }
        Console.WriteLine();
        Console.WriteLine($"{"truth",-72}  {"wanted",-9}  {"lowest – highest (mean)",-28}  recovered");
        foreach (IGrouping<string, PlantedTruth> truth in truths.GroupBy(truth => truth.Name))
        {
            PlantedTruth[] all = [.. truth];
            string values = $"{all.Min(one => one.Value):f3} – {all.Max(one => one.Value):f3} ({all.Average(one => one.Value):f3})";
            Console.WriteLine($"{truth.Key,-72}  {all[0].Wanted,-9}  {values,-28}  {all.Count(one => one.IsRecovered)} of {all.Length}");
        }
    }

    private static RunRecord Run(string file, int seed, bool small, string output, int threads, params string[] overrides)
    {
        Experiment experiment = ExperimentRunner.Read(
            Path.Combine(SourceTree.Root, "experiments", file), [.. overrides, $"seed={seed}", $"alignment.seeds=[{seed}]"], small);
        using RunFolder folder = RunFolder.Open(Folder(output, experiment.Name, seed), resume: true);
        return ExperimentRunner.Run(experiment, folder, new RunOptions { Threads = threads, Command = "planted" }, CancellationToken.None);
    }

    private static string Folder(string output, string name, int seed) => Path.Combine(output, $"{name}-{seed}");
}
