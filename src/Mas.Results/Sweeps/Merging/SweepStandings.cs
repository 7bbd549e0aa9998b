namespace Mas.Results.Sweeps.Merging;

/// <summary>Where every cell of a sweep stands, in the order of the plan.</summary>
internal sealed record SweepStandings(IReadOnlyList<(PlannedCell Cell, JobStanding Standing)> Cells)
{
    public static SweepStandings Of(SweepFolder folder, SweepTable table, DateTime now) =>
        new([.. table.Cells.Select(cell => (cell, JobStanding.Of(folder.Cell(cell.Name), now)))]);

    public int Count(JobState state) => Cells.Count(one => one.Standing.State == state);

    /// <summary>Cells that are not finished, as a sentence has them: <c>3 failed, 2 wait</c>; empty where all are.</summary>
    public IReadOnlyList<string> Unfinished =>
    [
        .. from state in new[] { JobState.Failed, JobState.Lost, JobState.Running, JobState.Waiting }
            let count = Count(state) where count > 0 select $"{count} {Verb(state, count)}",
    ];

    private static string Verb(JobState state, int count) => state switch
    {
        JobState.Failed => "failed",
        JobState.Lost => count == 1 ? "is lost" : "are lost",
        JobState.Running => count == 1 ? "runs" : "run",
        _ => count == 1 ? "waits" : "wait",
    };
}
