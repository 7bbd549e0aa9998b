using Mas.Cli.Terminal;
using Mas.Comparison.Costs;
using Mas.Results.Json;
using Mas.Results.Sweeps;
using Mas.Sweeps;

namespace Mas.Cli.Commands;

/// <summary><c>mas sweep plan</c>: one experiment and what varies in it → a folder with an experiment for each cell.</summary>
internal static class SweepPlanCommand
{
    private const int MostTold = 8;

    private static readonly Argument<string> s_sweep = new("SWEEP") { Description = "The sweep file (YAML or JSON)" };
    private static readonly Option<string?> s_output =
        SharedOptions.Place("--output", "The sweep's folder (default: sweeps/NAME)", "FOLDER");
    private static readonly Option<bool> s_again =
        SharedOptions.Flag("--again", "Set cells that have changed since they were begun aside, and run them again");

    public static Command Create()
    {
        var command = new Command("plan", "Write an experiment for each combination of what varies")
        {
            s_sweep, s_output, s_again, SharedOptions.Cache, SharedOptions.Small, SharedOptions.Json,
        };
        command.SetAction(parsed => Guarded.Run(parsed.GetValue(SharedOptions.Json), () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        Sweep sweep = SweepReader.Read(parsed.GetValue(s_sweep)!, parsed.GetValue(SharedOptions.Small));
        string shown = parsed.GetValue(s_output) ?? Path.Combine("sweeps", sweep.Name);
        var folder = new SweepFolder(shown);
        RunOptions options = new() { Threads = 1, CacheFolder = parsed.GetValue(SharedOptions.Cache), Command = "" };
        SweepPlan plan = SweepPlanner.Plan(sweep, folder, options);
        PlannedChanges changes = new SweepPlanWriter(folder, parsed.GetValue(s_again)).Write(plan);
        Console.Out.WriteLine(parsed.GetValue(SharedOptions.Json) ? Json(plan, changes)
            : Printable.Of(Text(plan, changes, shown), kept: "\n"));
        return ExitCodes.Done;
    }

    private static string Text(SweepPlan plan, PlannedChanges changes, string folder)
    {
        string axes = string.Join(", ", plan.Sweep.Axes.Select(axis =>
            Invariant($"{string.Join(" with ", axis.Keys)} ({axis.Steps.Count})")));
        double[] bytes = [.. plan.Cells.Select(cell => cell.Cell.Bytes)];
        string memory = MemoryEstimate.Size(bytes.Max()), least = MemoryEstimate.Size(bytes.Min());
        string[] lines =
        [
            $"{plan.Sweep.Name}: {Listed.Count(plan.Cells.Count, "cell")} over {axes}",
            .. Said(changes),
            .. plan.Networks.Count == 0 ? []
                : (string[])[$"  trained first, once: {Listed.Few([.. plan.Networks.Select(one => one.Name)], MostTold)}"],
            $"  at the very most {ProgressDisplay.Text(TimeSpan.FromSeconds(Math.Min(1e9, plan.Cells.Sum(cell => cell.Cell.Seconds))))} "
                + $"on one thread; memory of a cell {(memory == least ? memory : $"{least} to {memory}")}",
            $"Go on with: mas sweep run {folder}",
        ];
        return string.Join('\n', lines);
    }

    private static IEnumerable<string> Said(PlannedChanges changes)
    {
        (CellChangeKind Kind, string Words)[] kinds =
        [
            (CellChangeKind.New, "new"), (CellChangeKind.None, "as they were"), (CellChangeKind.Rewritten, "the same, written anew"),
            (CellChangeKind.Changed, "changed before they were begun"), (CellChangeKind.Begun, "changed; what there was is set aside"),
            (CellChangeKind.Edited, "changed by hand; what there was is set aside"),
        ];
        string[] counts = [.. kinds.Where(kind => changes.Count(kind.Kind) > 0)
            .Select(kind => Invariant($"{changes.Count(kind.Kind)} {kind.Words}"))];
        if (changes.Count(CellChangeKind.New) < changes.Cells.Count)
            yield return $"  {string.Join(", ", counts)}";
        CellChange[] told = [.. changes.Cells.Where(change => change.What.Length > 0)];
        foreach (CellChange change in told.Take(MostTold))
            yield return $"  {change.Cell}: {change.What}";
        if (told.Length > MostTold)
            yield return Invariant($"  and {told.Length - MostTold} more");
        if (changes.Left > 0)
            yield return $"  {Listed.Count(changes.Left, "cell")} of the earlier plan no longer in it; what is there stays";
    }

    private static string Json(SweepPlan plan, PlannedChanges changes) => ResultJson.Object(json =>
    {
        json.WriteString("sweep", plan.Sweep.Name);
        json.WriteNumber("cells", plan.Cells.Count);
        json.WriteNumber("new", changes.Count(CellChangeKind.New));
        json.WriteNumber("changed", changes.Cells.Count(change => change.What.Length > 0));
        json.WriteNumber("networks_first", plan.Networks.Count);
        json.WriteNumber("seconds_at_most", plan.Cells.Sum(cell => cell.Cell.Seconds));
        json.WriteNumber("largest_bytes", plan.Cells.Max(cell => cell.Cell.Bytes));
    });
}
