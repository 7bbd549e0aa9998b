using Mas.Networks.Recordings.Arrays;
using Mas.Networks.Recordings.Csv;

namespace Mas.Networks.Recordings;

/// <summary>A table of activity. Long: a row for each trial, time and unit. Wide: a row for each trial and time, a column for each
/// unit.</summary>
internal sealed class CsvRecordingFile(OpenedFile file, CsvHeader header) : RecordingFile
{
    private readonly CsvLayout _layout = new(header);
    private (RecordingOptions Options, CsvTable Table)? _read;

    public override string Path => file.Path;

    public override string Format => _layout.IsLong ? "CSV, long" : "CSV, wide";

    public override ArrayList Arrays { get; } = new(file.Path, []);

    public override ActivityBlock ReadActivity(RecordingOptions options, List<string> notices)
    {
        if (options.Spikes is not null)
            throw new InputException("spikes are asked for, and this is a table; spike times are read from NWB files", Path, key: "spikes");
        if (options.Axes is not null)
            throw new InputException("axes are given, and a table has none; its columns trial, time and unit say them", Path, key: "axes");
        return Table(options).Activity();
    }

    public override IReadOnlyList<RecordedVariable> ReadVariables(
        RecordingOptions options, ActivityBlock block, List<string> notices) => Table(options).Variables();

    public override IReadOnlyList<string> TrialNames(ActivityBlock block) => _read!.Value.Table.Grid.Trials;

    public override Column ReadUnits(string name) => throw new InputException(
        $"a condition on units asks for '{name}', and a table has no columns of units; list the units by name", Path, key: "units");

    public override string ActivityName(RecordingOptions options) => "the table";

    public override RecordingContent Describe()
    {
        ArrayContent[] columns = [.. header.Names.Select(name => new ArrayContent(name, "column", []))];
        if (!_layout.IsActivity)
            return new(Format, columns, [], []);
        CsvTable table = Table(new(file.Path));
        ActivityBlock block = table.Activity();
        return new(Format, [.. columns.Select(column => column with { Shape = [table.Data.Rows] })],
            [.. table.Columns().Select(VariableContent.Of)], [])
        {
            Activity = _layout.IsLong ? table.Choice.Name : $"{block.Units.Count} columns",
            Trials = block.Trials,
            Times = Enumerable.Range(0, block.Trials).Max(trial => block.Offsets[trial + 1] - block.Offsets[trial]),
            Units = block.Units.Count,
        };
    }

    public override void Dispose() => file.Dispose();

    // Activity and variables are asked for one after the other.
    private CsvTable Table(RecordingOptions options)
    {
        if (_read is not { } read || read.Options != options)
            _read = (options, CsvTable.Read(_layout, _layout.Choose(options)));
        return _read.Value.Table;
    }
}
