using Mas.Cli.Terminal;
using Mas.Comparison;
using Mas.Experiments;
using Mas.Results.Reports;
using Mas.Runs;

namespace Mas.Cli.Commands;

/// <summary><c>mas similarity</c>: correlational measures of every pair of networks, without an alignment and without a run folder.</summary>
internal static class SimilarityCommand
{
    private static readonly Argument<string> s_experiment = new("EXPERIMENT") { Description = "The experiment file (YAML or JSON)" };
    private static readonly Argument<string[]> s_overrides = new("key=value") { Description = "Overrides, such as evaluation.similarity=[cka-linear]", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string> s_sites = new Option<string>("--sites") { Description = "own: the sites of the experiment; all: every site of every network", DefaultValueFactory = _ => "own" }.AcceptOnlyFromAmong("own", "all");
    private static readonly Option<int?> s_permutations = new("--permutations") { Description = "Permutations of whole sequences that show what chance gives (default 19; 0 for none)", CustomParser = CommandLineErrors.Whole<int> };
    private static readonly Option<int?> s_splits = new("--splits") { Description = "Random halves of a network's units, compared with one another: its noise ceiling (default 5; 0 for none)", CustomParser = CommandLineErrors.Whole<int> };
    private static readonly Option<long?> s_seed = new("--seed") { Description = "Seed of all data", CustomParser = CommandLineErrors.Whole<long> };
    private static readonly Option<int?> s_threads = new("--threads") { Description = "Threads at most (default: all cores); changes no result", CustomParser = CommandLineErrors.Whole<int> };
    private static readonly Option<string> s_device = DeviceOption.Option();
    private static readonly Option<string?> s_cache = new("--cache") { Description = "Folder of trained networks (default: MAS_CACHE, else the user's cache folder)", HelpName = "FOLDER" };
    private static readonly Option<string?> s_output = new("--output") { Description = "Write a page with a heat map of each measure", HelpName = "FILE.html" };
    private static readonly Option<bool> s_small = new("--small") { Description = "Apply the file's 'small' overrides: a quick look" };
    private static readonly Option<bool> s_json = new("--json") { Description = "Print the values as one JSON object on standard output" };
    private static readonly Option<bool> s_quiet = new("--quiet") { Description = "No progress" };
    private const int UsualPermutations = 19, MostPermutations = 100_000, UsualSplits = 5, MostSplits = 10_000;

    public static Command Create()
    {
        var command = new Command("similarity", "Correlational measures alone: how alike the networks' activity is, whether or not they use it")
        {
            s_experiment, s_overrides, s_sites, s_permutations, s_splits, s_seed, s_threads, s_device, s_cache, s_output, s_small, s_json, s_quiet,
        };
        command.SetAction(parsed => Guarded.Run(parsed.GetValue(s_json), () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        var options = new RunOptions
        {
            Threads = ThreadCount.Of(parsed.GetValue(s_threads)),
            Device = DeviceOption.Of(parsed.GetValue(s_device)!),
            CacheFolder = parsed.GetValue(s_cache),
            Command = "",
        };
        string[] overrides = [.. RunCommand.KeyValues(parsed.GetValue(s_overrides) ?? [], "similarity"), .. parsed.GetValue(s_seed) is long seed ? (string[])[$"seed={seed}"] : []];
        int permutations = Permutations(parsed.GetValue(s_permutations)), splits = Splits(parsed.GetValue(s_splits));
        Experiment experiment = ExperimentRunner.Read(parsed.GetValue(s_experiment)!, overrides, parsed.GetValue(s_small));
        IReadOnlyList<MeasuredPair> pairs;
        using (ProgressDisplay display = ProgressDisplay.Start(parsed.GetValue(s_quiet)))
            pairs = SimilarityRunner.Run(experiment, parsed.GetValue(s_sites) == "all", permutations, splits, options with { Progress = display.Report }, CancellationToken.None);
        if (parsed.GetValue(s_output) is string page)
            Write(page, experiment.Name, pairs);
        Console.Out.WriteLine(parsed.GetValue(s_json) ? SimilarityText.Json(experiment.Name, pairs) : SimilarityText.Table(pairs));
        return ExitCodes.Done;
    }

    private static int Permutations(int? wanted) => wanted switch
    {
        null => UsualPermutations,
        < 0 or 1 or > MostPermutations => throw new Results.Files.InputException($"--permutations {wanted} is not possible; give 0, or a number from 2 to {MostPermutations}"),
        int permutations => permutations,
    };

    private static int Splits(int? wanted) => wanted switch
    {
        null => UsualSplits,
        < 0 or > MostSplits => throw new Results.Files.InputException($"--splits {wanted} is not possible; give a number from 0 to {MostSplits}"),
        int splits => splits,
    };

    private static void Write(string page, string name, IReadOnlyList<MeasuredPair> pairs)
    {
        string html = SimilarityPage.Render(name, [.. pairs.Select(pair => pair.Evidence())], [.. pairs.SelectMany(pair => pair.Result.Caveats).Distinct()]);
        ReportCommand.WritePage(Path.GetFullPath(page), html);
    }
}
