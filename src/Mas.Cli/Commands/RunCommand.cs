using System.Buffers;
using Mas.Cli.Terminal;
using Mas.Experiments;
using Mas.Results.Json;
using Mas.Results.Records;
using Mas.Results.Reports;
using Mas.Results.Store;
using Mas.Runs;

namespace Mas.Cli.Commands;

/// <summary><c>mas run</c>: networks → alignment → evaluation → run folder.</summary>
internal static class RunCommand
{
    private static readonly SearchValues<char> s_shellCharacters = SearchValues.Create(" '\"[]{}*?$&;|<>()");
    private static readonly Argument<string[]> s_overrides =
        SharedOptions.OverridesSuchAs("alignment.seeds=[1] or networks.0.train.seed=7");
    private static readonly Option<string?> s_output = SharedOptions.Place("--output", "The run folder (default: runs/NAME)", "FOLDER");
    private static readonly Option<bool> s_resume =
        SharedOptions.Flag("--resume", "Continue the run in the run folder; start it where there is none");
    private static readonly Option<bool> s_dryRun =
        SharedOptions.Flag("--dry-run", "Say what would be done and what it would cost, and run nothing");

    public static Command Create()
    {
        var command = new Command(
            "run", "Compare networks: align, test by behaviour, write a report")
        {
            SharedOptions.Experiment, s_overrides, s_output, SharedOptions.Seed, SharedOptions.Threads, SharedOptions.Device,
            SharedOptions.Cache, SharedOptions.AllowCode, s_resume, SharedOptions.Small, s_dryRun, SharedOptions.Json, SharedOptions.Quiet,
        };
        command.SetAction(parsed => Guarded.Run(parsed.GetValue(SharedOptions.Json), () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        Device device = SharedOptions.DeviceOf(parsed);
        RunOptions options = SharedOptions.Of(parsed);
        string file = parsed.GetValue(SharedOptions.Experiment)!;
        bool small = parsed.GetValue(SharedOptions.Small);
        string[] overrides = SharedOptions.Overrides(parsed, s_overrides);
        Experiment experiment = ExperimentRunner.Read(file, overrides, small);
        options = options with { Command = CommandLine(file, overrides, options, small) };
        if (parsed.GetValue(s_dryRun))
        {
            bool json = parsed.GetValue(SharedOptions.Json);
            Console.Out.WriteLine(json ? DryRun.Json(experiment, options) : DryRun.Text(experiment, options));
            return ExitCodes.Done;
        }
        NativeTorch.Require(device);
        using RunFolder folder = RunFolder.Open(
            parsed.GetValue(s_output) ?? Path.Combine("runs", experiment.Name), parsed.GetValue(s_resume));
        return Run(experiment, folder, options, parsed.GetValue(SharedOptions.Quiet), parsed.GetValue(SharedOptions.Json));
    }

    private static int Run(Experiment experiment, RunFolder folder, RunOptions options, bool quiet, bool json)
    {
        using var signals = new StopSignals();
        try
        {
            using ProgressDisplay display = ProgressDisplay.Start(quiet);
            ExperimentRunner.Run(experiment, folder, options with { Progress = display.Report, Say = display.Say }, signals.Token);
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
        Console.Out.WriteLine(json ? ResultJson.Of(run) : $"{Summary.Text(run)}\nReport: {folder.Path(RunFolder.ReportFile)}");
        return ExitCodes.Done;
    }

    // A finished run stays as it is; but a kill may have come between its result and its report.
    private static bool IsDrawn(RunFolder folder) => folder.Exists(RunFolder.ReportFile)
        && File.GetLastWriteTimeUtc(folder.Path(RunFolder.ReportFile)) >= File.GetLastWriteTimeUtc(folder.Path(RunFolder.RunFile));

    // What makes the same result again: paths as they were typed, nothing of this machine.
    private static string CommandLine(string file, string[] overrides, RunOptions options, bool small) => string.Join(' ',
        ["mas run", Quoted(file), .. overrides.Select(Quoted), .. small ? (string[])["--small"] : [],
            .. options.AllowCode ? (string[])["--allow-code"] : [],
            .. options.Device.IsHost ? [] : (string[])["--device", options.Device.Name]]);

    private static string Quoted(string word) => word.AsSpan().ContainsAny(s_shellCharacters) ? $"'{word.Replace("'", "'\\''")}'" : word;
}
