using Mas.Benchmarks.Zoo;
using Mas.NetworkTraining;

namespace Mas.Benchmarks;

/// <summary><c>zoo</c>: which measures tell networks that ought to be alike from those that ought not;
/// docs/reference/benchmark.md.</summary>
internal static class ZooCommand
{
    private static readonly Option<string> s_output =
        new("--output") { Description = "Where results go, pair by pair", HelpName = "FOLDER", Required = true };
    private static readonly Option<bool> s_resume = new("--resume") { Description = "Go on with what the folder holds" };
    private static readonly Option<bool> s_small =
        new("--small") { Description = "A few pairs of each group, hardly trained: shows that the benchmark works" };
    private static readonly Option<int?> s_seeds = new("--seeds") { Description = "Networks of each recipe (default 3)" };
    private static readonly Option<int> s_threads = CommandParts.Threads("Pairs side by side");
    private static readonly Option<string?> s_cache = new("--cache") { Description = "Folder of trained networks", HelpName = "FOLDER" };
    private static readonly Option<string?> s_figure = CommandParts.Figure("Also draw the scores");

    public static Command Create()
    {
        var command = new Command("zoo", "Which measures separate networks that ought to be alike from those that ought not")
        { s_output, s_resume, s_small, s_seeds, s_threads, s_cache, s_figure };
        command.SetAction(parsed =>
        {
            ZooSettings settings = parsed.GetValue(s_small) ? ZooSettings.Small : ZooSettings.Full;
            settings = settings with { Plan = settings.Plan with { Seeds = parsed.GetValue(s_seeds) ?? settings.Plan.Seeds } };
            var options = new RunOptions
            { Threads = parsed.GetValue(s_threads), CacheFolder = parsed.GetValue(s_cache), Command = "zoo", Progress = Report };
            try
            {
                Run(settings, ZooFolder.Open(parsed.GetValue(s_output)!, settings, parsed.GetValue(s_resume)), options,
                    parsed.GetValue(s_figure));
                return 0;
            }
            catch (Exception error) when (error is InputException or RunFailedException)
            {
                Console.Error.WriteLine(error.Message);
                return error is InputException ? 2 : 1;
            }
        });
        return command;
    }

    private static void Run(ZooSettings settings, ZooFolder folder, RunOptions options, string? figure)
    {
        MachineLines.Print();
        NativeTorch.Load();
        IReadOnlyList<ZooPair> pairs = settings.Plan.Pairs();
        Console.WriteLine($"{settings.Plan.Networks.Count} networks, {pairs.Count} pairs, of which "
            + $"{pairs.Count(pair => pair.Group.IsAlike)} ought to be alike; {options.Threads} threads");
        var folders = new AlgorithmFolders(settings, NetworkCacheFolder.Choose(options.CacheFolder));
        PairResult[] results = Measure(settings, folder, folders, options, pairs);
        folder.WriteTable(results);
        // None where a finished zoo is drawn again beside another cache.
        var report = new ZooReport(results, settings,
            [.. settings.Plan.Planted.Select(one => (Network: one, Findings: folders.Findings(one)))
                .Where(one => one.Findings is not null).Select(one => (one.Network, one.Findings!))]);
        string table = report.Text();
        folder.Write("table.md", table);
        Console.WriteLine($"\n{table}");
        if (figure is not null)
            File.WriteAllText(figure, report.Figure().Standalone());
    }

    private static PairResult[] Measure(
        ZooSettings settings, ZooFolder folder, AlgorithmFolders folders, RunOptions options, IReadOnlyList<ZooPair> pairs)
    {
        // A finished zoo is drawn again without its networks.
        using OpenedZoo? zoo = pairs.All(pair => folder.Read(pair) is not null) ? null : OpenedZoo.Open(settings, folders, options);
        var runs = new PairRun(new ZooExperiment(settings, folders), options with { Threads = 1, Progress = _ => { } });
        return MissingPairs.Measure(
            folder, pairs, options.Threads, pair => new PairMeasurement(settings, zoo!, runs).Measure(pair), Console.WriteLine);
    }

    private static void Report(RunProgress progress)
    {
        if (progress.Done >= progress.Total)
            Console.WriteLine($"{progress.Job}: {progress.Detail}");
    }
}
