using Mas.Benchmarks.Planted;
using Mas.Results.Store;

namespace Mas.Benchmarks;

/// <summary><c>planted</c>: networks of which the right answer is known, over several seeds of data and alignment: how often each truth is recovered.</summary>
internal static class PlantedCommand
{
    private static readonly Option<int> s_seeds = new("--seeds") { Description = "Seeds, from 1", DefaultValueFactory = _ => 10 };
    private static readonly Option<bool> s_small = new("--small") { Description = "One seed, few interventions and steps: shows that the measurement works" };
    private static readonly Option<string> s_output = new("--output") { Description = "Folder of the runs; what is there is not run again", DefaultValueFactory = _ => "runs/planted-truths" };
    private static readonly Option<int> s_threads = new("--threads") { Description = "Threads at most", DefaultValueFactory = _ => Environment.ProcessorCount };

    public static Command Create()
    {
        var command = new Command("planted", "Known truths (a permuted copy, a copy with null units, untrained networks) over ten seeds") { s_seeds, s_small, s_output, s_threads };
        command.SetAction(parsed =>
        {
            bool small = parsed.GetValue(s_small);
            Run(small ? 1 : parsed.GetValue(s_seeds), small, parsed.GetValue(s_output)!, parsed.GetValue(s_threads));
        });
        return command;
    }

    private static void Run(int seeds, bool small, string output, int threads)
    {
        MachineLines.Print();
        var findings = new List<PlantedFindings>();
        for (int seed = 1; seed <= seeds; seed++)
        {
            RunRecord copies = Run("planted.yaml", seed, small, output, threads, "analyses=[smallest-subspace]");
            RunRecord idle = Run("planted-null.yaml", seed, small, output, threads);
            Run("planted-null.yaml", seed, small, output, threads, "name=planted-exchange", "alignment.method=[mas, stitching]", "analyses=[]");
            findings.Add(PlantedFindings.Of(copies, idle, NullAngle(seed, small, threads), PlantedExchange.Of(Folder(output, "planted-exchange", seed), threads)));
            Console.Error.WriteLine(Line($"seed {seed} of {seeds} done"));
        }
        Console.WriteLine();
        Console.WriteLine("truth                                                                     wanted     lowest – highest (mean)       recovered");
        foreach (IGrouping<string, PlantedTruth> truth in findings.SelectMany(one => one.Truths).GroupBy(truth => truth.Name))
        {
            PlantedTruth[] all = [.. truth];
            Console.WriteLine(Line($"{truth.Key,-72}  {all[0].Wanted,-9}  {$"{all.Min(one => one.Value):f3} – {all.Max(one => one.Value):f3} ({all.Average(one => one.Value):f3})",-28}  {all.Count(one => one.IsRecovered)} of {all.Length}"));
        }
    }

    private static RunRecord Run(string file, int seed, bool small, string output, int threads, params string[] overrides)
    {
        Experiment experiment = Read(file, seed, small, overrides);
        using RunFolder folder = RunFolder.Open(Folder(output, experiment.Name, seed), resume: true);
        return ExperimentRunner.Run(experiment, folder, new RunOptions { Threads = threads, Command = "planted" }, CancellationToken.None);
    }

    private static string Folder(string output, string name, int seed) => Path.Combine(output, string.Create(CultureInfo.InvariantCulture, $"{name}-{seed}"));

    private static double NullAngle(int seed, bool small, int threads)
    {
        Experiment experiment = Read("planted-null.yaml", seed, small);
        OpenedNetwork[] networks = NetworkStage.Open(experiment, new RunOptions { Threads = threads, Command = "planted" }, CancellationToken.None);
        using var data = new RunData(experiment, networks, threads);
        double angle = PlantedNullSpace.LargestAngle(experiment, data);
        foreach (OpenedNetwork network in networks)
            network.Dispose();
        return angle;
    }

    private static Experiment Read(string file, int seed, bool small, params string[] overrides) => ExperimentRunner.Read(
        Path.Combine(SourceTree.Root, "experiments", file),
        [.. overrides, string.Create(CultureInfo.InvariantCulture, $"seed={seed}"), string.Create(CultureInfo.InvariantCulture, $"alignment.seeds=[{seed}]")], small);

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
