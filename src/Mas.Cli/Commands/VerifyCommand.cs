using Mas.Cli.Terminal;
using Mas.Results.Verification;
using Mas.Runs;

namespace Mas.Cli.Commands;

/// <summary><c>mas verify</c>: evaluates the stored alignments of a finished run again and compares.</summary>
internal static class VerifyCommand
{
    private static readonly Argument<string> s_run = new("RUN") { Description = "The folder of a finished run" };

    public static Command Create()
    {
        var command = new Command(
            "verify", "Test the stored alignments of a run again and compare")
        {
            s_run, SharedOptions.Threads, SharedOptions.Device, SharedOptions.Cache, SharedOptions.AllowCode, SharedOptions.Json,
            SharedOptions.Quiet,
        };
        command.SetAction(parsed => Guarded.Run(parsed.GetValue(SharedOptions.Json), () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        RunOptions options = SharedOptions.Of(parsed);
        using StoredRun run = StoredRun.Open(parsed.GetValue(s_run)!);
        using var signals = new StopSignals();
        try
        {
            VerificationRecord record;
            using (ProgressDisplay display = ProgressDisplay.Start(parsed.GetValue(SharedOptions.Quiet)))
                record = RunVerifier.Verify(run, options with { Progress = display.Report, Say = display.Say }, signals.Token);
            Console.Out.WriteLine(parsed.GetValue(SharedOptions.Json) ? VerificationJson.Of(record) : VerificationText.Of(record));
            return record.Holds ? ExitCodes.Done : ExitCodes.Failed;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped; nothing is verified.");
            return signals.ExitCode;
        }
    }
}
