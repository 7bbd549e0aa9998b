using Mas.Results.Store;

namespace Mas.Results.Sweeps.Merging;

/// <summary>What a finished cell has left: its metrics and its run record.</summary>
internal sealed record FinishedCell(PlannedCell Cell, IReadOnlyList<MetricRow> Rows, RunRecord Run)
{
    /// <exception cref="InputException">A file is missing, broken or too large, or the run is not finished.</exception>
    public static FinishedCell Read(PlannedCell cell, JobFolder job)
    {
        using RunFolder folder = RunFolder.Read(job.Run);
        RunRecord run = folder.ReadRun();
        if (run.Status != RunStatus.Done)
            throw new InputException($"the cell counts as done, and its run is '{run.Status}'; run the sweep again",
                folder.Path(RunFolder.RunFile));
        if (!folder.Exists(RunFolder.MetricsFile))
            throw new InputException("there is no such file, and a finished run has one", folder.Path(RunFolder.MetricsFile));
        IReadOnlyList<MetricRow> rows = folder.ReadMetrics();
        return rows.Count > 0 ? new FinishedCell(cell, rows, run)
            : throw new InputException("the file has no rows, and a finished run has some", folder.Path(RunFolder.MetricsFile));
    }
}
