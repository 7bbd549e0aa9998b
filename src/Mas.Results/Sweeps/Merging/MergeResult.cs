namespace Mas.Results.Sweeps.Merging;

/// <summary>What a merge has found.</summary>
/// <param name="Merged">In the order of the plan.</param>
/// <param name="LeftOut">Finished cells whose files could not be used.</param>
/// <param name="Rows">Rows of the merged table.</param>
internal sealed record MergeResult(
    SweepTable Table, SweepStandings Standings, IReadOnlyList<MergedCell> Merged, IReadOnlyList<LeftOutCell> LeftOut, int Rows)
{
    /// <summary>What became of the other cells, as a sentence has it; empty where all were merged.</summary>
    public IReadOnlyList<string> Others =>
        [.. Standings.Unfinished, .. LeftOut.Count == 0 ? (string[])[] : [$"{LeftOut.Count} finished but left out"]];

    /// <summary><c>merged 94 of 100 cells: 3 failed, 3 wait; merged.parquet, merged.csv, report.html</c>.</summary>
    public string Text => $"merged {Merged.Count} of {Listed.Count(Table.Cells.Count, "cell")}"
        + (Others.Count == 0 ? "" : $": {string.Join(", ", Others)}")
        + $"; {SweepMerge.ParquetFile}, {SweepMerge.CsvFile}, {SweepFolder.ReportFile}";

    /// <summary>Why nothing was merged.</summary>
    public string Nothing => $"no cell of {Table.Cells.Count} can be merged ({string.Join(", ", Others)})"
        + (LeftOut.Count > 0 ? $"; the first that is finished: {LeftOut[0].Reason}" : "; run the sweep first");
}
