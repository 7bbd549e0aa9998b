using Mas.Results.Tables;

namespace Mas.Results.Sweeps.Merging;

/// <summary>Metrics of many cells below one another: <c>cell</c>, the axes, then the columns of <see cref="MetricsCsv"/>.</summary>
internal sealed class MergedTable(SweepTable table)
{
    private static readonly string[] s_metrics = MetricsCsv.Header.Split(',');

    private readonly IReadOnlyList<AxisColumn> _axes = AxisColumn.Of(table, [SweepTable.CellColumn, .. s_metrics]);

    /// <summary>A part of the table.</summary>
    /// <param name="cells">Each with its rows.</param>
    public TableFile Part(IReadOnlyList<(PlannedCell Cell, IReadOnlyList<MetricRow> Rows)> cells)
    {
        PlannedCell[] owners = [.. cells.SelectMany(one => Enumerable.Repeat(one.Cell, one.Rows.Count))];
        MetricRow[] rows = [.. cells.SelectMany(one => one.Rows)];
        return new TableFile(
        [
            new WordColumn(SweepTable.CellColumn, [.. owners.Select(cell => cell.Name)]), .. _axes.Select(axis => axis.Column(owners)),
            .. s_metrics.Select(name => Metric(name, rows)),
        ]);
    }

    private static TableColumn Metric(string name, MetricRow[] rows)
    {
        return name switch
        {
            "run" => Words(row => row.Run),
            "seed" => Wholes(row => row.Seed),
            "step" => Wholes(row => row.Step),
            "split" => Words(row => row.Split),
            "method" => Words(row => row.Method),
            "size" => Wholes(row => row.Size),
            "source" => Words(row => row.Source),
            "target" => Words(row => row.Target),
            "source_site" => Words(row => row.SourceSite),
            "target_site" => Words(row => row.TargetSite),
            "variable" => Words(row => row.Variable),
            "trained" => new FlagColumn(name, [.. rows.Select(row => (bool?)row.Trained)]),
            "metric" => Words(row => row.Metric),
            "value" => new NumberColumn(name, [.. rows.Select(row => double.IsNaN(row.Value) ? (double?)null : row.Value)]),
            _ => throw new InvalidOperationException($"the column '{name}' of the metrics has no place in a merged table"),
        };

        TableColumn Words(Func<MetricRow, string> of) => new WordColumn(name, [.. rows.Select(of)]);
        TableColumn Wholes(Func<MetricRow, int?> of) => new OptionalWholeColumn(name, [.. rows.Select(of)]);
    }
}
