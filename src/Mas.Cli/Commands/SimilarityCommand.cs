using Mas.Cli.Terminal;
using Mas.Experiments;
using Mas.Results.Json;
using Mas.Results.Records;
using Mas.Results.Reports;
using Mas.Runs;

namespace Mas.Cli.Commands;

/// <summary><c>mas similarity</c>: correlational measures of every pair of networks, without an alignment and a run folder.</summary>
internal static class SimilarityCommand
{
    private const int UsualPermutations = 19, MostPermutations = 100_000, UsualSplits = 5, MostSplits = 10_000;

    private static readonly Argument<string[]> s_overrides = SharedOptions.OverridesSuchAs("evaluation.similarity=[cka-linear]");
    private static readonly Option<string> s_sites = new Option<string>("--sites")
    {
        Description = "own: the sites of the experiment; all: every site of every network",
        DefaultValueFactory = _ => "own",
    }.AcceptOnlyFromAmong("own", "all");
    private static readonly Option<int?> s_permutations = SharedOptions.Whole<int>(
        "--permutations", "Permutations of whole sequences that show what chance gives (default 19; 0 for none)");
    private static readonly Option<int?> s_splits = SharedOptions.Whole<int>(
        "--splits", "Random halves of a network's units, compared with one another: its noise ceiling (default 5; 0 for none)");
    private static readonly Option<string?> s_output =
        SharedOptions.Place("--output", "Write a page with a heat map of each measure", "FILE.html");
    private static readonly Option<bool> s_json = SharedOptions.Flag("--json", "Print the values as one JSON object on standard output");

    public static Command Create()
    {
        var command = new Command(
            "similarity", "Correlational measures alone: how alike the networks' activity is, whether or not they use it")
        {
            SharedOptions.Experiment, s_overrides, s_sites, s_permutations, s_splits, SharedOptions.Seed, SharedOptions.Threads,
            SharedOptions.Device, SharedOptions.Cache, SharedOptions.AllowCode, s_output, SharedOptions.Small, s_json, SharedOptions.Quiet,
        };
        command.SetAction(parsed => Guarded.Run(parsed.GetValue(s_json), () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        RunOptions options = SharedOptions.Of(parsed);
        string[] overrides = SharedOptions.Overrides(parsed, s_overrides);
        int permutations = parsed.GetValue(s_permutations) ?? UsualPermutations, splits = parsed.GetValue(s_splits) ?? UsualSplits;
        if (permutations is < 0 or 1 or > MostPermutations)
            throw new InputException($"--permutations {permutations} is not possible; give 0, or a number from 2 to {MostPermutations}");
        if (splits is < 0 or > MostSplits)
            throw new InputException($"--splits {splits} is not possible; give a number from 0 to {MostSplits}");
        string file = parsed.GetValue(SharedOptions.Experiment)!;
        Experiment experiment = ExperimentRunner.Read(file, overrides, parsed.GetValue(SharedOptions.Small));
        if (experiment.IsOfMatrices)
            return OfMatrices(parsed, experiment, options);
        bool isEverySite = parsed.GetValue(s_sites) == "all";
        string? page = parsed.GetValue(s_output) is string output ? Path.GetFullPath(output) : null;
        if (page is not null)
            ReportCommand.RequirePage(page);
        IReadOnlyList<MeasuredPair> pairs;
        using (ProgressDisplay display = ProgressDisplay.Start(parsed.GetValue(SharedOptions.Quiet)))
        {
            options = options with { Progress = display.Report, Say = display.Say };
            pairs = SimilarityRunner.Run(experiment, isEverySite, permutations, splits, options, CancellationToken.None);
        }
        if (page is not null)
        {
            string[] caveats = [.. pairs.SelectMany(pair => pair.Sentences).Distinct()];
            string html = SimilarityPage.Render(experiment.Name, [.. pairs.Select(pair => pair.Evidence())], caveats);
            ReportCommand.WritePage(page, html);
        }
        Console.Out.WriteLine(parsed.GetValue(s_json) ? SimilarityText.Json(experiment.Name, pairs) : SimilarityText.Table(pairs));
        return ExitCodes.Done;
    }

    private static int OfMatrices(ParseResult parsed, Experiment experiment, RunOptions options)
    {
        if (parsed.GetValue(s_permutations) > 0 || parsed.GetValue(s_splits) > 0 || parsed.GetValue(s_sites) == "all")
            throw new InputException("--permutations, --splits and --sites are of networks with activity, and these are matrices of "
                + "dissimilarities; leave them out");
        string? page = parsed.GetValue(s_output) is string output ? Path.GetFullPath(output) : null;
        if (page is not null)
            ReportCommand.RequirePage(page);
        IReadOnlyList<SimilarityValue> values;
        using (ProgressDisplay display = ProgressDisplay.Start(parsed.GetValue(SharedOptions.Quiet)))
            values = SimilarityRunner.OfMatrices(experiment, options with { Progress = display.Report }, CancellationToken.None);
        if (page is not null)
            ReportCommand.WritePage(page, SimilarityPage.OfMatrices(experiment.Name, values));
        Console.Out.WriteLine(parsed.GetValue(s_json) ? ResultJson.Of(experiment.Name, values) : MatrixText.Table(values));
        return ExitCodes.Done;
    }
}
