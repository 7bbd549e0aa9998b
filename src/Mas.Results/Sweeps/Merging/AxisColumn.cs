using Mas.Results.Tables;

namespace Mas.Results.Sweeps.Merging;

/// <summary>An axis as a column of what is merged: typed where every value in the plan has that type, so that a cell that finishes later
/// changes no type.</summary>
/// <param name="Name">The axis's dotted key, unless a column bears that name.</param>
/// <param name="Axis">Which of the table's axes.</param>
internal sealed record AxisColumn(string Name, int Axis, AxisType Type)
{
    /// <summary>What stands before a key that is the name of another column.</summary>
    public const string Prefix = "axis.";

    // From there on a double leaves whole numbers out.
    private const double MostExact = 1L << 53;

    /// <summary>A column for each axis, in their order.</summary>
    /// <param name="others">Names that are taken.</param>
    public static IReadOnlyList<AxisColumn> Of(SweepTable table, IEnumerable<string> others)
    {
        HashSet<string> taken = [.. others];
        return [.. table.Axes.Select((key, axis) => new AxisColumn(Free(key, taken), axis, TypeOf(table, axis)))];
    }

    /// <summary>The column, with the cell's value in each of its rows.</summary>
    /// <param name="cells">[rows]</param>
    public TableColumn Column(IReadOnlyList<PlannedCell> cells)
    {
        IEnumerable<string> values = cells.Select(cell => cell.Values[Axis]);
        return Type switch
        {
            AxisType.Whole => new OptionalWholeColumn(Name, [.. values.Select(Whole)]),
            AxisType.Number => new NumberColumn(Name, [.. values.Select(Number)]),
            _ => new WordColumn(Name, [.. values]),
        };
    }

    /// <summary>A value as a finite number; null of any other.</summary>
    public static double? Number(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number
        : null;

    private static int? Whole(string value) =>
        int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : null;

    // A value that is not there is of every type.
    private static AxisType TypeOf(SweepTable table, int axis)
    {
        string[] values = [.. table.Cells.Select(cell => cell.Values[axis]).Where(value => value.Length > 0).Distinct()];
        return values.Length == 0 ? AxisType.Word
            : values.All(value => Whole(value) is not null) ? AxisType.Whole
            : values.All(value => Number(value) is double number && Math.Abs(number) < MostExact) ? AxisType.Number
            : AxisType.Word;
    }

    private static string Free(string key, HashSet<string> taken)
    {
        string name = key;
        while (!taken.Add(name))
            name = Prefix + name;
        return name;
    }
}

/// <summary>What the values of an axis are.</summary>
internal enum AxisType
{
    Word,
    Whole,
    Number,
}
