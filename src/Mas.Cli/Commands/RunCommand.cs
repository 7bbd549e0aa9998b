using System.Buffers;
using Mas.Cli.Terminal;
using Mas.Comparison;
using Mas.Experiments;
using Mas.Results.Json;
using Mas.Results.Records;
using Mas.Results.Reports;
using Mas.Results.Store;
using Mas.Runs;
using Mas.Tensors;

namespace Mas.Cli.Commands;

/// <summary><c>mas run</c>: networks → alignment → evaluation → run folder.</summary>
internal static class RunCommand
{
    /// <summary>What <c>--cache</c> is, wherever networks are opened.</summary>
    public const string CacheDescription = "Folder of trained networks (default: MAS_CACHE, else the user's cache folder)";

    private static readonly SearchValues<char> s_shellCharacters = SearchValues.Create(" '\"[]{}*?$&;|<>()");
    private static readonly Argument<string> s_experiment = new("EXPERIMENT") { Description = "The experiment file (YAML or JSON)" };
    private static readonly Argument<string[]> s_overrides = new("key=value") { Description = "Overrides, such as alignment.seeds=[1] or networks.0.train.seed=7", Arity = ArgumentArity.ZeroOrMore };
    private static readonly Option<string?> s_output = new("--output") { Description = "The run folder (default runs/NAME)", HelpName = "FOLDER" };
    private static readonly Option<long?> s_seed = new("--seed") { Description = "Seed of all data", CustomParser = CommandLineErrors.Whole<long> };
    private static readonly Option<int?> s_threads = ThreadCount.Option();
    private static readonly Option<string> s_device = DeviceOption.Option();
    private static readonly Option<string?> s_cache = new("--cache") { Description = CacheDescription, HelpName = "FOLDER" };
    private static readonly Option<bool> s_resume = new("--resume") { Description = "Continue the run in the output folder" };
    private static readonly Option<bool> s_small = new("--small") { Description = "Apply the file's 'small' overrides: a quick look" };
    private static readonly Option<bool> s_dryRun = new("--dry-run") { Description = "Say what would be done and what it would cost; run nothing" };
    private static readonly Option<bool> s_json = new("--json") { Description = "Print the result as one JSON object on standard output" };
    private static readonly Option<bool> s_quiet = new("--quiet") { Description = "No progress" };

    public static Command Create()
    {
        var command = new Command("run", "Compare networks: train or open them, align them, test by behaviour, write a run folder with a report")
        {
            s_experiment, s_overrides, s_output, s_seed, s_threads, s_device, s_cache, s_resume, s_small, s_dryRun, s_json, s_quiet,
        };
        command.SetAction(parsed => Guarded.Run(parsed.GetValue(s_json), () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        Device device = DeviceOption.Of(parsed.GetValue(s_device)!);
        int threads = ThreadCount.Of(parsed.GetValue(s_threads));
        string file = parsed.GetValue(s_experiment)!;
        string[] overrides = [.. KeyValues(parsed.GetValue(s_overrides) ?? [], "run"), .. parsed.GetValue(s_seed) is long seed ? (string[])[$"seed={seed}"] : []];
        Experiment experiment = ExperimentRunner.Read(file, overrides, parsed.GetValue(s_small));
        string command = CommandLine(file, overrides, device, parsed);
        var options = new RunOptions { Threads = threads, Device = device, CacheFolder = parsed.GetValue(s_cache), Command = command };
        if (parsed.GetValue(s_dryRun))
        {
            Console.Out.WriteLine(DryRun.Text(experiment, options));
            return ExitCodes.Done;
        }
        NativeTorch.Require(device);
        using RunFolder folder = RunFolder.Open(parsed.GetValue(s_output) ?? Path.Combine("runs", experiment.Name), parsed.GetValue(s_resume));
        return Run(experiment, folder, options, parsed.GetValue(s_quiet), parsed.GetValue(s_json));
    }

    private static int Run(Experiment experiment, RunFolder folder, RunOptions options, bool quiet, bool json)
    {
        using var signals = new StopSignals();
        try
        {
            using ProgressDisplay display = ProgressDisplay.Start(quiet);
            ExperimentRunner.Run(experiment, folder, options with { Progress = display.Report }, signals.Token);
            if (IsDrawn(folder))
                Console.Error.WriteLine("Nothing to do: this run is finished.");
            else
                HtmlReport.Write(folder);
        }
        catch (OperationCanceledException)
        {
            HtmlReport.Write(folder);
            // The overrides belong to it: without them it would be another experiment.
            Console.Error.WriteLine($"Stopped; continue with --resume: {options.Command} --output {Quoted(folder.Root)} --resume");
            if (json)
                Console.Out.WriteLine(ResultJson.Of(folder.ReadRun()));
            return signals.ExitCode;
        }
        RunRecord run = folder.ReadRun();
        if (json)
            Console.Out.WriteLine(ResultJson.Of(run));
        else
            Console.Out.WriteLine($"{Summary.Text(run)}\nReport: {folder.Path(RunFolder.ReportFile)}");
        return ExitCodes.Done;
    }

    // A finished run stays as it is; but a kill may have come between its result and its report.
    private static bool IsDrawn(RunFolder folder) => folder.Exists(RunFolder.ReportFile)
        && File.GetLastWriteTimeUtc(folder.Path(RunFolder.ReportFile)) >= File.GetLastWriteTimeUtc(folder.Path(RunFolder.RunFile));

    // A mistyped option would be taken for an override and blamed for lacking a '='.
    internal static string[] KeyValues(string[] words, string command) => Array.Find(words, word => word.StartsWith('-')) is string option
        ? throw new InputException($"{option} is no option of mas {command}; 'mas {command} --help' lists them")
        : words;

    // What makes the same result again: paths as they were typed, nothing of this machine.
    private static string CommandLine(string file, string[] overrides, Device device, ParseResult parsed) =>
        string.Join(' ', ["mas run", Quoted(file), .. overrides.Select(Quoted), .. parsed.GetValue(s_small) ? (string[])["--small"] : [],
            .. device.IsHost ? [] : (string[])["--device", device.Name]]);

    private static string Quoted(string word) => word.AsSpan().ContainsAny(s_shellCharacters) ? $"'{word.Replace("'", "'\\''")}'" : word;
}
