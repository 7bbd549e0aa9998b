using System.Text;
using Mas.Results.Tables;

namespace Mas.Results.Sweeps.Merging;

/// <summary>Merges the finished cells of a sweep, while others may still run: <c>merged.parquet</c>, <c>merged.csv</c> and the report. Each
/// file is old or new, never half.</summary>
internal sealed class SweepMerge
{
    public const string CsvFile = $"{SweepFolder.MergedName}.csv", ParquetFile = $"{SweepFolder.MergedName}.parquet";

    // Cells are held until they have so many rows together, about 20 megabytes, which then are one row group.
    private const int RowsOfPart = 50_000;

    private readonly SweepFolder _folder;
    private readonly Action<int, int> _progress;
    private readonly SweepTable _table;
    private readonly SweepStatus _status;
    private readonly List<MergedCell> _merged = [];
    private readonly List<LeftOutCell> _leftOut = [];
    private int _rows;

    private SweepMerge(SweepFolder folder, Action<int, int> progress) =>
        (_folder, _progress, _table, _status) = (folder, progress, folder.Cells(), SweepStatus.Of(folder));

    /// <param name="progress">Takes how many cells have been read, and how many are finished.</param>
    /// <returns>What was merged; nothing was written where that is nothing.</returns>
    /// <exception cref="InputException">The table of cells is broken.</exception>
    public static MergeResult Run(SweepFolder folder, Action<int, int>? progress = null) =>
        new SweepMerge(folder, progress ?? ((_, _) => { })).Run();

    private MergeResult Run()
    {
        using IEnumerator<TableFile> parts = Parts().GetEnumerator();
        if (parts.MoveNext())
        {
            Write(CsvFile, csv => Write(ParquetFile, parquet => TableFile.Save(Rest(parts), csv, parquet)));
            string page = SweepPage.Render(Path.GetFileName(_folder.Root), Result());
            Write(SweepFolder.ReportFile, stream => stream.Write(Encoding.UTF8.GetBytes(page)));
        }
        return Result();
    }

    private MergeResult Result() => new(_table, _status, _merged, _leftOut, _rows);

    private void Write(string name, Action<Stream> content) => AtomicFile.Write(_folder.Path(name), name, content, makesFolder: false);

    private static IEnumerable<TableFile> Rest(IEnumerator<TableFile> parts)
    {
        do
            yield return parts.Current;
        while (parts.MoveNext());
    }

    private IEnumerable<TableFile> Parts()
    {
        MergedTable table = new(_table);
        List<(PlannedCell Cell, IReadOnlyList<MetricRow> Rows)> held = [];
        foreach (FinishedCell cell in Finished())
        {
            held.Add((cell.Cell, cell.Rows));
            if (held.Sum(one => one.Rows.Count) < RowsOfPart)
                continue;
            yield return table.Part(held);
            held.Clear();
        }
        if (held.Count > 0)
            yield return table.Part(held);
    }

    private IEnumerable<FinishedCell> Finished()
    {
        HashSet<string> names =
            [.. _status.Cells.Where(cell => cell.Standing.State == JobState.Done).Select(cell => cell.Job.Name)];
        PlannedCell[] done = [.. _table.Cells.Where(cell => names.Contains(cell.Name))];
        for (int i = 0; i < done.Length; i++)
        {
            FinishedCell? finished = Read(done[i]);
            _progress(i + 1, done.Length);
            if (finished is null)
                continue;
            _merged.Add(MergedCell.Of(finished));
            _rows += finished.Rows.Count;
            yield return finished;
        }
    }

    private FinishedCell? Read(PlannedCell cell)
    {
        try
        {
            return FinishedCell.Read(cell, _folder.Cell(cell.Name));
        }
        catch (InputException error)
        {
            // Told on the page and by the command, and counted.
            _leftOut.Add(LeftOutCell.Of(cell.Name, error.Errors[0], _folder.Root));
            return null;
        }
    }
}
