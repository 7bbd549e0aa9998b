using Mas.Results.Json;
using Mas.Results.Sweeps;

namespace Mas.Cli.Commands;

/// <summary><c>mas sweep status</c>: how the cells of a sweep stand.</summary>
internal static class SweepStatusCommand
{
    public static Command Create()
    {
        var command = new Command("status", "Say how many cells are done, run, failed, wait or were lost")
        {
            SweepCommand.Folder, SharedOptions.Json,
        };
        command.SetAction(parsed => Guarded.Run(parsed.GetValue(SharedOptions.Json), () =>
        {
            SweepStatus status = SweepStatus.Of(SweepCommand.FolderOf(parsed));
            Console.Out.WriteLine(parsed.GetValue(SharedOptions.Json) ? SweepStatusText.Json(status)
                : SweepStatusText.Of(status, parsed.GetValue(SweepCommand.Folder)!));
            return ExitCodes.Done;
        }));
        return command;
    }
}

/// <summary>How the cells of a sweep stand, in words and as an object.</summary>
internal static class SweepStatusText
{
    private const int MostTold = 20;

    private static readonly (JobState State, string Words)[] s_states =
    [
        (JobState.Done, "done"), (JobState.Running, "running"), (JobState.Failed, "failed"), (JobState.Waiting, "waiting"),
        (JobState.Lost, "lost: the process died, and the next run goes on"),
    ];

    /// <param name="folder">As it was given.</param>
    public static string Of(SweepStatus status, string folder)
    {
        int all = status.Cells.Count, done = status.Count(JobState.Done);
        string counts = string.Join(", ", s_states.Where(one => status.Count(one.State) > 0)
            .Select(one => Invariant($"{status.Count(one.State)} {one.Words}")));
        StandingCell[] failed = [.. Failed(status)];
        string[] lines =
        [
            $"{Listed.Count(all, "cell")}: {counts}",
            .. Networks(status),
            .. failed.Take(MostTold).Select(cell => $"  {cell.Job.Name} failed: {cell.Standing.Message}; log: {LogOf(cell)}"),
            .. failed.Length > MostTold ? (string[])[Invariant($"  and {failed.Length - MostTold} more; --json lists them all")] : [],
            done == all ? $"Merge them with: mas sweep merge {folder}" : $"Go on with: mas sweep run {folder}",
        ];
        return Printable.Of(string.Join('\n', lines), kept: "\n");
    }

    /// <summary>Numbers of cells, and each failure.</summary>
    public static string Json(SweepStatus status) => ResultJson.Object(json =>
    {
        json.WriteNumber("cells", status.Cells.Count);
        foreach ((JobState state, string _) in s_states)
            json.WriteNumber(state.Word(), status.Count(state));
        json.WriteStartArray("failures");
        foreach (StandingCell cell in Failed(status))
        {
            json.WriteStartObject();
            json.WriteString("cell", cell.Job.Name);
            json.WriteString("message", cell.Standing.Message);
            json.WriteString("log", LogOf(cell));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });

    private static IEnumerable<string> Networks(SweepStatus status)
    {
        int done = status.Networks.Count(network => network.Standing.State == JobState.Done);
        if (status.Networks.Count > 0)
            yield return Invariant($"  {done} of {Listed.Count(status.Networks.Count, "network")} that cells share trained");
    }

    private static IEnumerable<StandingCell> Failed(SweepStatus status) =>
        status.Cells.Concat(status.Networks).Where(cell => cell.Standing.State == JobState.Failed);

    // Relative to the sweep's folder, which two levels lead to.
    private static string LogOf(StandingCell cell) =>
        Path.GetRelativePath(Path.Combine(cell.Job.Root, "..", ".."), cell.Job.Log).Replace('\\', '/');
}
