using Mas.Cli.Terminal;
using Mas.Results.Sweeps;
using Mas.Sweeps.Local;

namespace Mas.Cli.Commands;

/// <summary><c>mas sweep run</c>: what is left of a sweep, in processes side by side.</summary>
internal static class SweepRunCommand
{
    private const int MostProcesses = 4096;

    private static readonly Option<int?> s_processes = WholeOption.Create(
        "--processes", "Processes side by side (default: one for each core, as far as memory allows)", 1, MostProcesses);
    private static readonly Option<int?> s_threads = WholeOption.Create(
        "--threads", "Threads of each process (default: 1); changes no result", 1, MostProcesses);

    public static Command Create()
    {
        var command = new Command("run", "Run what is left of a sweep; several may share a folder")
        {
            SweepCommand.Folder, s_processes, s_threads, SharedOptions.Cache, SharedOptions.AllowCode, SharedOptions.Json,
            SharedOptions.Quiet,
        };
        command.SetAction(parsed => Guarded.Run(parsed.GetValue(SharedOptions.Json), () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        SweepFolder folder = SweepCommand.FolderOf(parsed);
        int threads = parsed.GetValue(s_threads) ?? 1;
        int processes = parsed.GetValue(s_processes) ?? Math.Max(1, Environment.ProcessorCount / threads);
        using var signals = new StopSignals();
        IReadOnlyList<SweepJob> cells;
        using (ProgressDisplay display = ProgressDisplay.Start(parsed.GetValue(SharedOptions.Quiet)))
        {
            RunOptions options = SharedOptions.Of(parsed);
            using var sweep = new LocalSweep(folder, new JobCall(JobCall.Here(), threads, HandedOn(parsed)), processes,
                options.FreeMemory(), display.Report, display.Say);
            cells = sweep.Run(signals.Token).GetAwaiter().GetResult();
        }
        SweepStatus status = SweepStatus.Of(folder);
        Console.Out.WriteLine(parsed.GetValue(SharedOptions.Json) ? SweepStatusText.Json(status)
            : SweepStatusText.Of(status, Shown(parsed)));
        if (signals.ExitCode != 0)
        {
            Console.Error.WriteLine(Printable.Of($"Stopped; what is finished stays. Go on with: mas sweep run {Shown(parsed)}"));
            return ExitCodes.Interrupted;
        }
        return cells.Any(cell => cell.State == JobState.Failed) ? ExitCodes.Failed : ExitCodes.Done;
    }

    /// <summary>Options of the sweep that its processes have too, with paths that hold from anywhere.</summary>
    public static IReadOnlyList<string> HandedOn(ParseResult parsed) =>
    [
        .. parsed.GetValue(SharedOptions.Cache) is string cache ? ["--cache", Path.GetFullPath(cache)] : Array.Empty<string>(),
        .. parsed.GetValue(SharedOptions.AllowCode) ? ["--allow-code"] : Array.Empty<string>(),
    ];

    private static string Shown(ParseResult parsed) => parsed.GetValue(SweepCommand.Folder)!;
}
