using System.CommandLine.Parsing;
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
    private static readonly Option<string> s_sites = new("--sites")
    {
        Description = "Take the sites of the experiment, or all of each network",
        HelpName = "own|all",
        CompletionSources = { "own", "all" },
        CustomParser = Sites,
        DefaultValueFactory = _ => "own",
    };
    private static readonly Option<int?> s_permutations = WholeOption.Create(
        "--permutations", "Permutations of sequences that show chance (default 19; 0 for none)", 0, MostPermutations);
    private static readonly Option<int?> s_splits = WholeOption.Create(
        "--splits", "Halvings of units, for the noise ceiling (default 5; 0 for none)", 0, MostSplits);
    private static readonly Option<string?> s_output =
        SharedOptions.Place("--output", "Write a page with a heat map of each measure", "FILE.html");
    private static readonly Option<bool> s_json = SharedOptions.Flag("--json", "Print the values as one JSON object on standard output");

    public static Command Create()
    {
        var command = new Command(
            "similarity", "Measure how alike activity is, whether or not it is used")
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
        if (permutations == 1)
            throw new InputException($"--permutations {permutations} is not possible; give 0, or a number from 2 to {MostPermutations}");
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

    private static string? Sites(ArgumentResult result)
    {
        string word = result.Tokens[0].Value;
        if (word is not ("own" or "all"))
            result.AddError($"--sites {word} is not possible; give own or all");
        return word;
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
