using Mas.Cli.Terminal;
using Mas.Results.Json;
using Mas.Results.Sweeps;
using Mas.Results.Sweeps.Merging;

namespace Mas.Cli.Commands;

/// <summary><c>mas sweep merge</c>: one table and one report over the finished cells of a sweep. Needs no libtorch.</summary>
internal static class SweepMergeCommand
{
    private const int MostTold = 10;

    public static Command Create()
    {
        var command = new Command("merge", "Merge the finished cells into one table and one report")
        {
            SweepCommand.Folder, SharedOptions.Json, SharedOptions.Quiet,
        };
        command.SetAction(parsed => Guarded.Run(parsed.GetValue(SharedOptions.Json), () => Run(
            SweepCommand.FolderOf(parsed), parsed.GetValue(SharedOptions.Quiet), parsed.GetValue(SharedOptions.Json))));
        return command;
    }

    private static int Run(SweepFolder folder, bool quiet, bool json)
    {
        MergeResult result;
        using (ProgressDisplay display = ProgressDisplay.Start(quiet))
            result = SweepMerge.Run(folder,
                (read, finished) => display.Report(new RunProgress("merge", read, finished) { Unit = "cell" }));
        if (result.Merged.Count == 0)
            throw new RunFailedException(result.Nothing);
        foreach (LeftOutCell cell in result.LeftOut.Take(MostTold))
            Console.Error.WriteLine(Printable.Of($"left out: {cell.Reason}"));
        if (result.LeftOut.Count > MostTold)
            Console.Error.WriteLine($"left out: {Listing.More(result.LeftOut.Count - MostTold)}");
        Console.Out.WriteLine(json ? Json(result) : result.Text);
        return ExitCodes.Done;
    }

    private static string Json(MergeResult result) => ResultJson.Object(json =>
    {
        json.WriteNumber("cells", result.Table.Cells.Count);
        json.WriteNumber("merged", result.Merged.Count);
        json.WriteNumber("rows", result.Rows);
        foreach (JobState state in (JobState[])[JobState.Done, JobState.Running, JobState.Failed, JobState.Waiting, JobState.Lost])
            json.WriteNumber(state.Word(), result.Status.Count(state));
        json.WriteStartArray("left_out");
        foreach (LeftOutCell cell in result.LeftOut)
        {
            json.WriteStartObject();
            json.WriteString("cell", cell.Cell);
            json.WriteString("reason", cell.Reason);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    });
}
