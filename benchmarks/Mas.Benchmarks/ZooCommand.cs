using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Mas.Benchmarks.Measurement;
using Mas.Benchmarks.Zoo;
using Mas.Experiments;
using Mas.Results;
using Mas.Tensors;

namespace Mas.Benchmarks;

/// <summary><c>zoo</c>: which measures tell networks that ought to be alike from those that ought not; docs/benchmark.md.</summary>
internal static class ZooCommand
{
    private static readonly Option<string> s_output = new("--output") { Description = "Where results go, pair by pair", HelpName = "FOLDER", Required = true };
    private static readonly Option<bool> s_resume = new("--resume") { Description = "Go on with what the folder holds" };
    private static readonly Option<bool> s_small = new("--small") { Description = "A few pairs of each group, hardly trained: shows that the benchmark works" };
    private static readonly Option<int?> s_seeds = new("--seeds") { Description = "Networks of each recipe (default 3)" };
    private static readonly Option<int> s_threads = new("--threads") { Description = "Pairs side by side", DefaultValueFactory = _ => Environment.ProcessorCount };
    private static readonly Option<string?> s_cache = new("--cache") { Description = "Folder of trained networks", HelpName = "FOLDER" };
    private static readonly Option<string?> s_figure = new("--figure") { Description = "Also draw the scores", HelpName = "FILE.svg" };

    public static Command Create()
    {
        var command = new Command("zoo", "Which measures separate networks that ought to be alike from those that ought not") { s_output, s_resume, s_small, s_seeds, s_threads, s_cache, s_figure };
        command.SetAction(parsed =>
        {
            ZooSettings settings = parsed.GetValue(s_small) ? ZooSettings.Small : ZooSettings.Full;
            settings = settings with { Plan = settings.Plan with { Seeds = parsed.GetValue(s_seeds) ?? settings.Plan.Seeds } };
            var options = new RunOptions { Threads = parsed.GetValue(s_threads), CacheFolder = parsed.GetValue(s_cache), Command = "zoo", Progress = Report };
            try
            {
                Run(settings, ZooFolder.Open(parsed.GetValue(s_output)!, settings, parsed.GetValue(s_resume)), options, parsed.GetValue(s_figure));
                return 0;
            }
            catch (InputException error)
            {
                Console.Error.WriteLine(error.Message);
                return 2;
            }
            catch (RunFailedException error)
            {
                Console.Error.WriteLine(error.Message);
                return 1;
            }
        });
        return command;
    }

    private static void Run(ZooSettings settings, ZooFolder folder, RunOptions options, string? figure)
    {
        MachineLines.Print();
        NativeTorch.Load();
        IReadOnlyList<ZooPair> pairs = settings.Plan.Pairs();
        Console.WriteLine(Line($"{settings.Plan.Networks.Count} networks, {pairs.Count} pairs, of which {pairs.Count(pair => pair.Group.IsAlike)} ought to be alike; {options.Threads} threads"));
        PairResult[] results = Measure(settings, folder, options, pairs);
        folder.WriteTable(results);
        IReadOnlyList<ZooScore> scores = ZooScore.Of(results, settings.Plan, settings.Bootstraps);
        string table = $"All pairs:\n\n{ZooTable.Scores(scores)}\nWithout pairs of two transformers:\n\n{ZooTable.Scores(ZooScore.Of(WithoutTransformerPairs(results), settings.Plan, settings.Bootstraps))}\nMedian of each group (lowest–highest):\n\n{ZooTable.Groups(results)}";
        folder.Write("table.md", table);
        Console.WriteLine($"\n{table}");
        if (figure is not null)
            File.WriteAllText(figure, ZooFigure.Draw(scores, results.Count(pair => pair.IsAlike) / (double)results.Length).Standalone());
    }

    private static PairResult[] Measure(ZooSettings settings, ZooFolder folder, RunOptions options, IReadOnlyList<ZooPair> pairs)
    {
        PairResult?[] results = [.. pairs.Select(folder.Read)];
        int[] missing = [.. Enumerable.Range(0, pairs.Count).Where(i => results[i] is null)];
        if (missing.Length < pairs.Count)
            Console.WriteLine(Line($"{pairs.Count - missing.Length} pairs are measured already"));
        if (missing.Length > 0)
        {
            using OpenedZoo zoo = OpenedZoo.Open(settings, folder.Root, options);
            var measurement = new PairMeasurement(settings, zoo);
            var clock = Stopwatch.StartNew();
            int done = 0;
            SideBySide.Run(missing.Length, options.Threads, k =>
            {
                PairResult result = measurement.Measure(pairs[missing[k]]);
                folder.Write(pairs[missing[k]], result);
                results[missing[k]] = result;
                int so = Interlocked.Increment(ref done);
                double left = clock.Elapsed.TotalSeconds / so * (missing.Length - so);
                Console.WriteLine(Line($"{pairs.Count - missing.Length + so} of {pairs.Count}: {result.Group}, {result.One}, {result.Other}: {string.Join(", ", result.Values.Take(3).Select(value => Line($"{value.Measure} {value.Value:f2}")))}; about {left / 60:f1} min left"));
            });
        }
        return [.. results.Select(result => result!)];
    }

    private static PairResult[] WithoutTransformerPairs(IEnumerable<PairResult> results) =>
        [.. results.Where(pair => !(pair.One.StartsWith("transformer", StringComparison.Ordinal) && pair.Other.StartsWith("transformer", StringComparison.Ordinal)))];

    private static void Report(RunProgress progress)
    {
        if (progress.Done >= progress.Total)
            Console.WriteLine($"{progress.Job}: {progress.Detail}");
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
