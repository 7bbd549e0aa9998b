using Mas.Results.Sweeps;

namespace Mas.Cli.Commands;

/// <summary><c>mas sweep</c>: many runs of one experiment, in processes side by side or as jobs of a cluster.</summary>
internal static class SweepCommand
{
    public static Argument<string> Folder { get; } = new("FOLDER")
    {
        Description = "The sweep's folder, as 'mas sweep plan' has written it",
    };

    public static Command Create() => new("sweep", "Run many experiments: plan, run or submit, look, merge")
    {
        SweepPlanCommand.Create(), SweepRunCommand.Create(), SweepSubmitCommand.Create(), SweepStatusCommand.Create(),
        SweepMergeCommand.Create(), SweepJobCommand.Create(), SweepTrainCommand.Create(),
    };

    /// <exception cref="InputException">There is no sweep.</exception>
    public static SweepFolder FolderOf(ParseResult parsed) => SweepFolder.Open(parsed.GetValue(Folder)!);
}
