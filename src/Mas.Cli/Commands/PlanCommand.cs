using System.Diagnostics;
using Mas.Cli.Terminal;
using Mas.Plans;
using Mas.Results.Plans;
using Mas.Results.Store;

namespace Mas.Cli.Commands;

/// <summary><c>mas plan</c>: what a recording of so many units, trials and noise can show, before anything is recorded.</summary>
internal static class PlanCommand
{
    private static readonly Argument<string> s_plan = new("PLAN") { Description = "The plan file (YAML or JSON)" };
    private static readonly Argument<string[]> s_overrides = SharedOptions.OverridesSuchAs("draws=3 or units=[8,32,128]");
    private static readonly Option<string?> s_output = SharedOptions.Place("--output", "The plan's folder (default: plans/NAME)", "FOLDER");
    private static readonly Option<bool> s_resume = SharedOptions.Flag("--resume", "Continue the plan in the plan's folder");

    public static Command Create()
    {
        var command = new Command(
            "plan", "Say how many units and trials a recording needs")
        {
            s_plan, s_overrides, s_output, SharedOptions.Seed, SharedOptions.Threads, SharedOptions.Device, SharedOptions.Cache,
            SharedOptions.AllowCode, s_resume, SharedOptions.Small, SharedOptions.Json, SharedOptions.Quiet,
        };
        command.SetAction(parsed => Guarded.Run(parsed.GetValue(SharedOptions.Json), () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        RunOptions options = SharedOptions.Of(parsed);
        string file = parsed.GetValue(s_plan)!;
        RecordingPlan plan = PlanReader.Read(file, SharedOptions.Overrides(parsed, s_overrides), parsed.GetValue(SharedOptions.Small));
        NativeTorch.Require(options.Device);
        using RunFolder folder = RunFolder.Open(
            parsed.GetValue(s_output) ?? Path.Combine("plans", plan.Name), parsed.GetValue(s_resume), PlanRecord.RecordFile);
        return Run(plan, folder, options, parsed.GetValue(SharedOptions.Quiet), parsed.GetValue(SharedOptions.Json));
    }

    private static int Run(RecordingPlan plan, RunFolder folder, RunOptions options, bool quiet, bool json)
    {
        var clock = Stopwatch.StartNew();
        using var signals = new StopSignals();
        PlanRecord record;
        try
        {
            using ProgressDisplay display = ProgressDisplay.Start(quiet);
            record = PlanRunner.Run(plan, folder, options with { Progress = display.Report, Say = display.Say }, signals.Token);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine(
                Printable.Of($"Stopped; what is finished is in {folder.Root}. Give the same command with --resume to go on."));
            return signals.ExitCode;
        }
        Console.Out.WriteLine(json ? PlanJson.Printed(record, clock.Elapsed.TotalSeconds, PeakMemory()) : Text(record, folder));
        return ExitCodes.Done;
    }

    private static string Text(PlanRecord record, RunFolder folder) => Printable.Of(string.Join('\n',
        [.. record.Answers.Select(answer => answer.Sentence), $"Report: {folder.Path(PlanRecord.ReportFile)}"]), kept: "\n");

    private static long PeakMemory()
    {
        using Process process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }
}
