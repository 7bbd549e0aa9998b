using System.Text;
using Mas.Results.Tables;

namespace Mas.Results.Sweeps;

/// <summary><c>cells.csv</c>: a row for each cell, with what varies and what it is estimated to cost.</summary>
/// <param name="Axes">Dotted keys of what varies.</param>
/// <param name="Cells">In the order of the plan.</param>
internal sealed record SweepTable(IReadOnlyList<string> Axes, IReadOnlyList<PlannedCell> Cells)
{
    public const string CellColumn = "cell", SecondsColumn = "estimated_seconds", BytesColumn = "estimated_bytes";

    // Ten thousand cells of a dozen axes are two megabytes.
    private const int Largest = 256 << 20;

    public string Text()
    {
        StringBuilder text = new();
        text.AppendJoin(',', ((string[])[CellColumn, .. Axes, SecondsColumn, BytesColumn]).Select(CsvFields.Quote)).Append('\n');
        foreach (PlannedCell cell in Cells)
            text.AppendJoin(',', Fields(cell).Select(CsvFields.Quote)).Append('\n');
        return text.ToString();
    }

    /// <exception cref="InputException">States the file, the line and the column.</exception>
    public static SweepTable Read(string file)
    {
        string text = Encoding.UTF8.GetString(Utf8Text.Of(FileBytes.ReadAll(file, Largest, "no sweep has so many cells"), file).Span);
        using IEnumerator<(int Line, List<string> Fields)> records = CsvFields.Records(text, file).GetEnumerator();
        if (!records.MoveNext() || records.Current.Fields is not [CellColumn, .. var axes, SecondsColumn, BytesColumn])
            throw new InputException(
                $"the first line must be '{CellColumn}', the axes, '{SecondsColumn}' and '{BytesColumn}'; plan the sweep again", file, 1);
        List<PlannedCell> cells = [];
        while (records.MoveNext())
            cells.Add(Cell(records.Current.Fields, axes.Count, file, records.Current.Line));
        return new SweepTable(axes, cells);
    }

    private static string[] Fields(PlannedCell cell) =>
    [
        cell.Name, .. cell.Values.Select(value => IsNumber(value) ? value : CsvText.Write(value)),
        cell.Seconds.ToString(CultureInfo.InvariantCulture), cell.Bytes.ToString(CultureInfo.InvariantCulture),
    ];

    private static PlannedCell Cell(List<string> fields, int axes, string file, int line)
    {
        if (fields.Count != axes + 3)
            throw new InputException($"the row has {fields.Count} fields, and {axes + 3} are wanted; plan the sweep again", file, line);
        // The name becomes a path.
        if (!SweepCellName.IsSafe(fields[0]))
            throw new InputException($"'{fields[0]}' is no name of a cell; plan the sweep again", file, line);
        return new PlannedCell(fields[0], [.. fields[1..^2].Select(CsvText.Read)], Number(fields[^2]), Number(fields[^1]));

        double Number(string field) => double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value
            : throw new InputException($"'{field}' stands where a number is wanted; plan the sweep again", file, line);
    }

    private static bool IsNumber(string value) => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _);
}

/// <summary>One cell of a sweep.</summary>
/// <param name="Name">Of its folder.</param>
/// <param name="Values">Of the axes, in YAML, in their order.</param>
/// <param name="Seconds">It takes about so long, at the very most, on one thread; infinite where that is not known.</param>
/// <param name="Bytes">Memory that it is estimated to take.</param>
internal sealed record PlannedCell(string Name, IReadOnlyList<string> Values, double Seconds, double Bytes);
