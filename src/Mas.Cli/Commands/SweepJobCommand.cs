using Mas.Results.Sweeps;
using Mas.Sweeps.Local;

namespace Mas.Cli.Commands;

/// <summary>One job of a sweep, by its line in a list: what a cluster's array task calls.</summary>
internal static class SweepJobCommand
{
    private static readonly Argument<string> s_list = new("LIST") { Description = "A file with one job a line, such as cells/NAME" };
    private static readonly Argument<int> s_index = new("INDEX") { Description = "The line, from 0" };

    public static Command Create()
    {
        var command = new Command("job", "Do one job of a sweep; the tasks of a cluster call this")
        {
            SweepCommand.Folder, s_list, s_index, SharedOptions.Threads, SharedOptions.Cache, SharedOptions.AllowCode,
        };
        command.Hidden = true;
        command.SetAction(parsed => Guarded.Run(json: false, () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        SweepFolder folder = SweepCommand.FolderOf(parsed);
        JobFolder job = JobList.Read(parsed.GetValue(s_list)!).Job(folder, parsed.GetValue(s_index));
        var call = new JobCall(JobCall.Here(), parsed.GetValue(SharedOptions.Threads) ?? 1, SweepRunCommand.HandedOn(parsed));
        using var signals = new StopSignals();
        JobStanding standing = SingleJob.Do(folder, job, call, signals.Token).GetAwaiter().GetResult();
        if (signals.ExitCode != 0)
            return signals.ExitCode;
        Console.Out.WriteLine(Printable.Of($"{job.Name}: {standing.State.Word()}"
            + (standing.Message is null ? "" : $": {standing.Message}")));
        return standing.State == JobState.Failed ? ExitCodes.Failed : ExitCodes.Done;
    }
}
