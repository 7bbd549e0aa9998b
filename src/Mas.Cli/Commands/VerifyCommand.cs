using Mas.Cli.Terminal;
using Mas.Comparison;
using Mas.Results.Verification;
using Mas.Runs;

namespace Mas.Cli.Commands;

/// <summary><c>mas verify</c>: evaluates the stored alignments of a finished run again and compares.</summary>
internal static class VerifyCommand
{
    private static readonly Argument<string> s_run = new("RUN") { Description = "The folder of a finished run" };
    private static readonly Option<int?> s_threads = ThreadCount.Option();
    private static readonly Option<string> s_device = DeviceOption.Option();
    private static readonly Option<string?> s_cache = new("--cache") { Description = RunCommand.CacheDescription, HelpName = "FOLDER" };
    private static readonly Option<bool> s_json = new("--json") { Description = "Print the result as one JSON object on standard output" };
    private static readonly Option<bool> s_quiet = new("--quiet") { Description = "No progress" };

    public static Command Create()
    {
        var command = new Command("verify", "Evaluate the stored alignments of a run again and compare: to the last bit on the same machine, within a tolerance elsewhere")
        {
            s_run, s_threads, s_device, s_cache, s_json, s_quiet,
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
        using StoredRun run = StoredRun.Open(parsed.GetValue(s_run)!);
        using var signals = new StopSignals();
        try
        {
            VerificationRecord record = Verify(run, options, parsed.GetValue(s_quiet), signals.Token);
            Console.Out.WriteLine(parsed.GetValue(s_json) ? VerificationJson.Of(record) : VerificationText.Of(record));
            return record.Holds ? ExitCodes.Done : ExitCodes.Failed;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped; nothing is verified.");
            return signals.ExitCode;
        }
    }

    private static VerificationRecord Verify(StoredRun run, RunOptions options, bool quiet, CancellationToken stop)
    {
        using ProgressDisplay display = ProgressDisplay.Start(quiet);
        return RunVerifier.Verify(run, options with { Progress = display.Report }, stop);
    }
}
