namespace Mas.Cli.Commands;

/// <summary><c>mas sweep</c>: many runs that differ in what is varied.</summary>
internal static class SweepCommand
{
    public static Command Create() => new("sweep", "Do many runs that differ in what is varied")
    {
        SweepMergeCommand.Create(),
    };
}
