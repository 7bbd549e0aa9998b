namespace Mas.Results.Sweeps.Merging;

/// <summary>What a merge has found.</summary>
/// <param name="Merged">In the order of the plan.</param>
/// <param name="LeftOut">Finished cells whose files could not be used.</param>
/// <param name="Rows">Rows of the merged table.</param>
internal sealed record MergeResult(
    SweepTable Table, SweepStatus Status, IReadOnlyList<MergedCell> Merged, IReadOnlyList<LeftOutCell> LeftOut, int Rows)
{
    /// <summary>Cells that are not finished, as a sentence has them, such as <c>3 failed</c> and <c>2 wait</c>.</summary>
    public IReadOnlyList<string> Unfinished =>
    [
        .. from state in new[] { JobState.Failed, JobState.Lost, JobState.Running, JobState.Waiting }
            let count = Status.Count(state) where count > 0 select $"{count} {Verb(state, count)}",
    ];

    /// <summary><c>merged 94 of 100 cells: 3 failed, 3 wait; merged.parquet, merged.csv, report.html</c>.</summary>
    public string Text => $"merged {Merged.Count} of {Listed.Count(Table.Cells.Count, "cell")}"
        + (Others.Count == 0 ? "" : $": {string.Join(", ", Others)}")
        + $"; {SweepMerge.ParquetFile}, {SweepMerge.CsvFile}, {SweepFolder.ReportFile}";

    /// <summary>Why nothing was merged.</summary>
    public string Nothing => $"of {Listed.Count(Table.Cells.Count, "cell")} none can be merged: {string.Join(", ", Others)}; "
        + (LeftOut.Count > 0 ? $"the first of those left out: {LeftOut[0].Reason}" : "run the sweep first, with 'mas sweep run'");

    private IReadOnlyList<string> Others =>
        [.. Unfinished, .. LeftOut.Count == 0 ? (string[])[] : [$"{LeftOut.Count} finished but left out"]];

    private static string Verb(JobState state, int count) => state switch
    {
        JobState.Failed => "failed",
        JobState.Lost => count == 1 ? "is lost" : "are lost",
        JobState.Running => count == 1 ? "runs" : "run",
        _ => count == 1 ? "waits" : "wait",
    };
}
