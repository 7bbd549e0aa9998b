using Mas.Networks.Recordings.Arrays;
using Mas.Networks.Recordings.Csv;

namespace Mas.Networks.Recordings;

/// <summary>Variables from columns of a table.</summary>
internal static class CsvVariables
{
    /// <param name="rows">The row of each trial or of each position.</param>
    /// <exception cref="InputException">A value is missing or not finite; its line is told.</exception>
    public static RecordedVariable Of(string name, CsvData data, int column, IReadOnlyList<int> rows, bool isPerBin, CsvHeader header)
    {
        CsvWords words = data.Words[column];
        int empty = words.Different.ToList().IndexOf("");
        if (empty >= 0)
            throw new InputException($"column '{header.Names[column]}' is empty; every value of a variable is wanted", header.File.Path,
                data.Lines[Array.IndexOf(words.Codes, empty)]);
        Column values = words.Column(name, rows);
        if (values.NotFinite is int at)
            throw new InputException($"column '{header.Names[column]}' is {FiniteActivity.Word(values.Numbers[at])}; every value of a "
                + "variable must be finite", header.File.Path, data.Lines[rows[at]]);
        return VariableReading.Of(values, isPerBin);
    }
}
