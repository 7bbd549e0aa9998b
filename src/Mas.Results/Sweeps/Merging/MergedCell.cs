namespace Mas.Results.Sweeps.Merging;

/// <summary>What the report says of a merged cell.</summary>
/// <param name="Word">The verdict's word.</param>
/// <param name="Headline">The word with its scope.</param>
/// <param name="Worst">Null where nothing was exchanged.</param>
internal sealed record MergedCell(PlannedCell Cell, string Word, string Headline, WorstExchange? Worst)
{
    /// <summary>Of a run that judges nothing.</summary>
    public const string NoVerdict = "no verdict";

    public static MergedCell Of(FinishedCell cell) => new(cell.Cell, cell.Run.Verdict?.Word ?? NoVerdict,
        cell.Run.Verdict?.Headline ?? NoVerdict, WorstExchange.Of(cell.Run, cell.Rows));
}
